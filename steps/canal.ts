import { Agent, request } from 'node:http'

/** One connection for a whole worker: the campaign never closes it first. */
const agent = new Agent({ keepAlive: true })

function controlUrl(): string {
  const url = process.env['PRESERIE_CONTROLE']
  if (url) return url
  throw new Error('Ces scénarios se jouent par une campagne : lancer « preserie run » (ou « npm start »), qui démarre le banc et le logiciel.')
}

/** One call to the campaign, which holds everything (campaign/control.ts). */
export function appelerBanc(method: 'GET' | 'POST', path: string, body: unknown): Promise<{ status: number; body: unknown }> {
  const bytes = method === 'GET' ? undefined : Buffer.from(JSON.stringify(body), 'utf8')
  const headers = {
    authorization: `Bearer ${process.env['PRESERIE_JETON'] ?? ''}`,
    ...(bytes ? { 'content-type': 'application/json', 'content-length': bytes.byteLength } : {}),
  }
  return new Promise((resolve, reject) => {
    const outgoing = request(`${controlUrl()}${path}`, { method, agent, headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.once('end', () => resolve({ status: response.statusCode ?? 0, body: JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown }))
      response.once('error', reject)
    })
    outgoing.once('error', reject)
    outgoing.end(bytes)
  })
}
