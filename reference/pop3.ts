import { connect as connectPlain, isIP, type Socket } from 'node:net'
import { connect as connectSecure } from 'node:tls'

export interface BoitePop3 {
  hote: string
  port: number
  securite: 'starttls' | 'implicite'
  identifiant: string
  motDePasse: string
  /** PEM: the only authority that is believed. */
  autorite: string
  /** Milliseconds of silence before giving up. */
  timeout: number
}

/** The mailbox could not be read; the message is for the user. */
export class BoiteInaccessible extends Error {
  override readonly name = 'BoiteInaccessible'
}

/** What the server says, line by line (RFC 1939). */
class Connection {
  #received = Buffer.alloc(0)
  #failure?: Error
  #wake: () => void = () => undefined

  constructor(private socket: Socket) {
    this.#listen(socket)
  }

  #listen(socket: Socket): void {
    socket.on('data', (chunk: Buffer) => {
      this.#received = Buffer.concat([this.#received, chunk])
      this.#wake()
    })
    socket.on('error', (cause: Error) => this.#fail(cause))
    socket.on('timeout', () => this.#fail(new Error('délai dépassé')))
    socket.on('close', () => this.#fail(new Error('connexion fermée')))
  }

  #fail(cause: Error): void {
    this.#failure ??= cause
    this.#wake()
  }

  async line(): Promise<string> {
    for (;;) {
      const end = this.#received.indexOf('\r\n')
      if (end >= 0) {
        const line = this.#received.subarray(0, end).toString('latin1')
        this.#received = this.#received.subarray(end + 2)
        return line
      }
      if (this.#failure) throw this.#failure
      await new Promise<void>((resolve) => (this.#wake = resolve))
    }
  }

  /** One command, and the first line of its answer. @throws BoiteInaccessible when it is refused. */
  async command(text: string, shown = text): Promise<string> {
    this.socket.write(`${text}\r\n`)
    const answer = await this.line()
    if (!answer.startsWith('+OK')) throw new BoiteInaccessible(`Le serveur de messagerie a refusé ${shown} : ${answer.replace(/^-ERR\s*/, '') || 'sans motif'}.`)
    return answer
  }

  /** Lines up to the final dot, with doubled dots made single. */
  async lines(): Promise<string[]> {
    const lines: string[] = []
    for (;;) {
      const line = await this.line()
      if (line === '.') return lines
      lines.push(line.startsWith('.') ? line.slice(1) : line)
    }
  }

  async secure(options: { autorite: string; hote: string }): Promise<void> {
    const plain = this.socket
    plain.removeAllListeners()
    this.socket = await secured({ ...options, socket: plain })
    this.#received = Buffer.alloc(0)
    this.#listen(this.socket)
  }

  end(): void {
    this.socket.destroy()
  }
}

function secured({ autorite, hote, port, socket }: { autorite: string; hote: string; port?: number; socket?: Socket }): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const options = { host: hote, ...(port === undefined ? {} : { port }), ...(socket ? { socket } : {}), ca: [autorite], ...(isIP(hote) ? {} : { servername: hote }) }
    const secure = connectSecure(options, () => resolve(secure))
    secure.once('error', reject)
  })
}

const plainly = (hote: string, port: number): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connectPlain(port, hote, () => resolve(socket))
    socket.once('error', reject)
  })

export interface MessageEnAttente {
  /** Unique in the mailbox (UIDL). */
  uid: string
  /** Reads it; the server keeps it. */
  lire(): Promise<Buffer>
  effacer(): Promise<void>
}

/** Opens the mailbox, hands its messages in order, and closes it: what was marked is deleted by the server when all went well. */
export async function visit<T>(boite: BoitePop3, handle: (messages: MessageEnAttente[]) => Promise<T>): Promise<T> {
  let connection: Connection | undefined
  try {
    connection = await login(boite)
    await connection.command('UIDL')
    const listed = (await connection.lines()).map((line) => line.split(' '))
    await connection.command('LIST')
    const sizes = new Map((await connection.lines()).map((line) => line.split(' ')).map(([number = '', size = '']) => [number, Number(size)]))
    const open = connection
    const result = await handle(
      listed.map(([number = '', uid = '']) => ({
        uid,
        async lire() {
          await open.command(`RETR ${number}`)
          const bytes = Buffer.from((await open.lines()).join('\r\n') + '\r\n', 'latin1')
          const size = sizes.get(number) ?? 0
          if (bytes.byteLength < size) throw new BoiteInaccessible(`Un message de la boîte est arrivé incomplet (${bytes.byteLength} octets sur ${size}) : relevez à nouveau.`)
          return bytes
        },
        async effacer() {
          await open.command(`DELE ${number}`)
        },
      })),
    )
    await connection.command('QUIT')
    return result
  } catch (cause) {
    if (cause instanceof BoiteInaccessible) throw cause
    throw new BoiteInaccessible(`La boîte de messagerie est injoignable (${cause instanceof Error ? ((cause as NodeJS.ErrnoException).code ?? cause.message) : String(cause)}).`, { cause })
  } finally {
    connection?.end()
  }
}

async function login({ hote, port, securite, identifiant, motDePasse, autorite, timeout }: BoitePop3): Promise<Connection> {
  const socket = securite === 'implicite' ? await secured({ autorite, hote, port }) : await plainly(hote, port)
  socket.setTimeout(timeout)
  const connection = new Connection(socket)
  try {
    const greeting = await connection.line()
    if (!greeting.startsWith('+OK')) throw new BoiteInaccessible('Le serveur de messagerie n’accueille pas la connexion.')
    if (securite === 'starttls') {
      await connection.command('STLS')
      await connection.secure({ autorite, hote })
    }
    await connection.command(`USER ${identifiant}`)
    await connection.command(`PASS ${motDePasse}`, 'l’identification')
    return connection
  } catch (cause) {
    connection.end()
    throw cause
  }
}
