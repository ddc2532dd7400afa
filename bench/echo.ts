import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** The baseline: a bare node:http server that reads the whole body and sends it back. */
export async function startEcho(): Promise<{ url: string; server: Server }> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      response.writeHead(200, { 'content-type': request.headers['content-type'] ?? 'text/plain' }).end(Buffer.concat(chunks))
    })
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, server }
}
