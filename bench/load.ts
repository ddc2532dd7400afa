import { Agent, request } from 'node:http'

export interface Shot {
  contentType: string
  body: Buffer
}

/** Sends every request once over kept connections and returns the requests per second. Every answer has to be a 200. */
export async function fire(url: string, shots: readonly Shot[], connections: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const queue = [...shots]
  const send = ({ contentType, body }: Shot): Promise<void> =>
    new Promise((resolve, reject) => {
      const outgoing = request(url, { method: 'POST', agent, headers: { 'content-type': contentType, 'content-length': body.byteLength } }, (response) => {
        let text = ''
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
        response.on('end', () => {
          if (response.statusCode === 200) resolve()
          else reject(new Error(`HTTP ${String(response.statusCode)} : ${text.slice(0, 400)}`))
        })
      })
      outgoing.once('error', reject)
      outgoing.end(body)
    })
  const started = performance.now()
  await Promise.all(
    Array.from({ length: connections }, async () => {
      for (let shot = queue.shift(); shot; shot = queue.shift()) await send(shot)
    }),
  )
  const seconds = (performance.now() - started) / 1000
  agent.destroy()
  return shots.length / seconds
}

export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}
