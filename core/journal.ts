import { createHash } from 'node:crypto'
import { accessSync, closeSync, constants, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, truncateSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { BodyRef, JournalEntry, JournalRecord } from './exchange.js'
import { Incident, messageOf } from './errors.js'

export const JOURNAL_FILE = 'journal.jsonl'
export const BODIES_FOLDER = 'bodies'
const GENESIS = '0'.repeat(64)

const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex')

/** Where the evidence of a run is written, one line at a time; each line carries the digest of the line before. */
export interface JournalWriter {
  append(entry: JournalEntry): JournalRecord
  /** Stores a body once under its digest, before any line names it. */
  store(body: Uint8Array | string, masked?: number): BodyRef
  readonly records: readonly JournalRecord[]
  close(): void
}

function createFolder(folder: string): void {
  try {
    mkdirSync(join(folder, BODIES_FOLDER), { recursive: true })
    accessSync(folder, constants.W_OK)
  } catch (cause) {
    throw new Incident('configuration', {
      what: 'Le dossier du journal ne peut pas être créé, ou ce compte ne peut pas y écrire.',
      where: folder,
      received: messageOf(cause),
      next: 'donner un autre dossier avec --out, ou changer resultats dans preserie.yaml',
    })
  }
}

/** Opens a new journal in a folder. Refuses to write over an older one. */
export function createJournal(folder: string, now: () => Date = () => new Date()): JournalWriter {
  createFolder(folder)
  const path = join(folder, JOURNAL_FILE)
  if (existsSync(path)) {
    throw new Incident('configuration', {
      what: 'Ce dossier contient déjà un journal de campagne.',
      where: path,
      next: 'choisir un autre dossier avec --out, ou supprimer celui-ci',
    })
  }
  const file = openSync(path, 'ax')
  const records: JournalRecord[] = []
  let head = GENESIS
  return {
    records,
    append(entry) {
      const record = { seq: records.length, at: now().toISOString(), prev: head, ...entry }
      const line = JSON.stringify(record)
      writeSync(file, `${line}\n`)
      head = sha256(line)
      records.push(record)
      return record
    },
    store(body, masked) {
      const bytes = typeof body === 'string' ? Buffer.from(body, 'utf8') : body
      const digest = sha256(bytes)
      const target = join(folder, BODIES_FOLDER, digest)
      if (!existsSync(target)) {
        writeFileSync(`${target}.part`, bytes)
        renameSync(`${target}.part`, target)
      }
      return { sha256: digest, bytes: bytes.byteLength, ...(masked ? { masked } : {}) }
    },
    close() {
      fsyncSync(file)
      closeSync(file)
    },
  }
}

export interface JournalReading {
  records: JournalRecord[]
  /** Digest of the last whole line. */
  head: string
  /** A last line cut by a crash: set aside, not judged. */
  torn?: string
  readBody(ref: BodyRef): Buffer
}

const broken = (path: string, line: number, what: string, expected: string, received: string): Incident =>
  new Incident('configuration', { what, where: `${path}, ligne ${line}`, expected, received, next: 'demander le dossier de preuves d’origine : celui-ci a été modifié' })

/** Reads a journal back and checks its chain. A torn last line is reported, anything else that does not hold is refused. */
export function readJournal(folder: string): JournalReading {
  const path = join(folder, JOURNAL_FILE)
  if (!existsSync(path)) {
    throw new Incident('configuration', { what: 'Aucun journal de campagne dans ce dossier.', where: path, expected: `un fichier ${JOURNAL_FILE}`, next: 'donner le dossier d’une campagne, par exemple reports/out/<campagne>' })
  }
  const lines = readFileSync(path, 'utf8').split('\n')
  const torn = lines.pop() || undefined
  const records: JournalRecord[] = []
  let head = GENESIS
  lines.forEach((line, index) => {
    let record: JournalRecord
    try {
      record = JSON.parse(line) as JournalRecord
    } catch {
      throw broken(path, index + 1, 'Une ligne du journal est illisible.', 'un objet JSON', line.slice(0, 80))
    }
    if (record.prev !== head || record.seq !== index) {
      throw broken(path, index + 1, 'La chaîne du journal est rompue.', `empreinte précédente ${head}, rang ${index}`, `empreinte précédente ${record.prev}, rang ${record.seq}`)
    }
    head = sha256(line)
    records.push(record)
  })
  return {
    records,
    head,
    ...(torn === undefined ? {} : { torn }),
    readBody: bodyReader(folder),
  }
}

/** Reads bodies of a journal's folder and checks each against its digest. */
export function bodyReader(folder: string): (ref: Pick<BodyRef, 'sha256'>) => Buffer {
  return ({ sha256: expected }) => {
    const where = join(folder, BODIES_FOLDER, expected)
    if (!existsSync(where)) throw new Incident('configuration', { what: 'Un corps cité par le journal manque.', where, next: 'rétablir le dossier de preuves complet' })
    const bytes = readFileSync(where)
    const received = sha256(bytes)
    if (received !== expected) throw new Incident('configuration', { what: 'Un corps ne correspond plus à son empreinte.', where, expected, received, next: 'demander le dossier de preuves d’origine' })
    return bytes
  }
}

/** Sets a torn last line aside (`journal.torn`), so that the journal can be continued. Returns the number of bytes moved. */
export function setTornLineAside(folder: string): number {
  const path = join(folder, JOURNAL_FILE)
  const { torn } = readJournal(folder)
  if (torn === undefined) return 0
  const bytes = Buffer.byteLength(torn, 'utf8')
  writeFileSync(join(folder, 'journal.torn'), torn)
  truncateSync(path, readFileSync(path).byteLength - bytes)
  return bytes
}
