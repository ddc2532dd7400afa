import { readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { XmlElement } from 'libxml2-wasm'
import { XmlElement as Element } from 'libxml2-wasm'
import { parse } from 'yaml'
import type { IdentifiantFormat } from './identifiers.js'
import { XmlNodeDraft } from './xml.js'

/** One field of the contract as written in its file: a path, or a path with its reading. */
interface Field {
  chemin: string
  type?: string
  liste?: boolean
  format?: 'texte' | 'entier' | 'booleen'
  codes?: string
}

interface Side {
  element: string
  type: string
}

export interface Operation {
  titre: string
  action: string
  contexteBam?: 'requis' | 'absent'
  requete: Side
  reponse: Side
}

/** One file of the contract: its namespaces, types and codes are its own. */
interface VoletFile {
  espaces: Record<string, string>
  operations: Record<string, Operation>
  types: Record<string, Record<string, string | Field>>
  codes?: Record<string, Record<string, string | number>>
}

interface ContractFile extends VoletFile {
  pack: string
  version: string
  identifiant: { motif: string; alphabet: string; largeurs: number[] }
  volets?: string[]
}

/** What the software knows how to call; a contract may lack some, and what they serve is then out of reach. */
export type OperationName =
  | 'WS_EP1'
  | 'WS_EP2'
  | 'WS_EP3'
  | 'WS_EP4'
  | 'WS_EP6'
  | 'ADRI'
  | 'WS_INS1'
  | 'WS_INS2'
  | 'WS_INS3'
  | 'WS_INS4'
  | 'WS_INS5'
  | 'APCV_AUTHENTIFIER'
  | 'APCV_RESTITUER'
  | 'APCV_DETRUIRE'
  | 'APCV_SIGNER'
  | 'ASAFO_RECHERCHER'

/** The contract cannot be applied, or a message does not follow it. */
export class ContractProblem extends Error {
  override readonly name = 'ContractProblem'
}

type Values = Record<string, unknown>

/** Writes and reads the messages of a contract folder (`pack.yaml` and its volets); nothing else in the software knows an element's name. */
export class Contract {
  readonly identifiant: IdentifiantFormat
  readonly name: string
  readonly #operations = new Map<string, { operation: Operation; messages: Messages }>()

  constructor({ pack, version, identifiant, ...main }: ContractFile, volets: readonly VoletFile[] = []) {
    this.name = `${pack} ${version}`
    const { motif, alphabet, largeurs } = identifiant
    this.identifiant = { motif: new RegExp(motif), alphabet, largeurs }
    for (const file of [main, ...volets]) {
      const messages = new Messages(file)
      for (const [name, operation] of Object.entries(file.operations)) this.#operations.set(name, { operation, messages })
    }
  }

  #find(name: OperationName): { operation: Operation; messages: Messages } {
    const found = this.#operations.get(name)
    if (!found) throw new ContractProblem(`Le contrat ne décrit pas l’opération ${name}`)
    return found
  }

  operation(name: OperationName): Operation {
    return this.#find(name).operation
  }

  writeRequest(name: OperationName, value: object): string {
    const { operation, messages } = this.#find(name)
    return messages.write(operation.requete, value as Values)
  }

  /** The other side, for whoever plays the service in a test. */
  writeReply(name: OperationName, value: object): string {
    const { operation, messages } = this.#find(name)
    return messages.write(operation.reponse, value as Values)
  }

  readRequest(name: OperationName, body: XmlElement): unknown {
    const { operation, messages } = this.#find(name)
    return messages.read(operation.requete, body)
  }

  readReply(name: OperationName, body: XmlElement): unknown {
    const { operation, messages } = this.#find(name)
    return messages.read(operation.reponse, body)
  }
}

/** The messages of one file of the contract. */
class Messages {
  constructor(private readonly file: VoletFile) {}

  write({ element, type }: Side, value: Values): string {
    const root = new XmlNodeDraft(element)
    this.#fill(root, type, value)
    return root.toString(this.file.espaces)
  }

  #fields(type: string): [string, Field][] {
    const fields = this.file.types[type]
    if (!fields) throw new ContractProblem(`Le contrat ne décrit pas le type ${type}`)
    return Object.entries(fields).map(([name, field]) => [name, typeof field === 'string' ? { chemin: field } : field])
  }

  #fill(parent: XmlNodeDraft, type: string, value: Values): void {
    for (const [name, field] of this.#fields(type)) {
      const given = value[name]
      if (given === undefined || given === null) continue
      for (const item of field.liste ? (given as unknown[]) : [given]) this.#fillField(parent, field, item)
    }
  }

  #fillField(parent: XmlNodeDraft, field: Field, item: unknown): void {
    const steps = field.chemin === '.' ? [] : field.chemin.split('/')
    const last = steps.at(-1)
    if (last?.startsWith('@')) {
      const bearer = steps.slice(0, -1).reduce((node, step) => node.bearer(step), parent)
      bearer.attributes.set(last.slice(1), this.#encode(field, item))
      return
    }
    const holder = steps.slice(0, -1).reduce((node, step) => node.shared(step), parent)
    this.#fillElement(last === undefined ? holder : holder.leaf(last, field.liste ?? false), field, item)
  }

  #fillElement(node: XmlNodeDraft, field: Field, value: unknown): void {
    if (field.type) this.#fill(node, field.type, value as Values)
    else node.text = this.#encode(field, value)
  }

  #encode({ codes }: Field, value: unknown): string {
    if (!codes) return String(value)
    const code = this.file.codes?.[codes]?.[String(value)]
    if (code === undefined) throw new ContractProblem(`Le contrat n’a pas de code pour « ${String(value)} » dans la table ${codes}`)
    return String(code)
  }

  read({ element, type }: Side, body: XmlElement): unknown {
    const [prefix, local] = element.includes(':') ? (element.split(':') as [string, string]) : ['', element]
    const namespace = this.file.espaces[prefix] ?? ''
    if (body.name !== local || body.namespaceUri !== namespace) {
      throw new ContractProblem(`Message inattendu : ${body.name} (${body.namespaceUri}) au lieu de ${local} (${namespace})`)
    }
    return this.#readType(body, type)
  }

  #readType(element: XmlElement, type: string): Values {
    const value: Values = {}
    for (const [name, field] of this.#fields(type)) {
      const items = element.find(field.chemin, this.file.espaces).flatMap((node) => {
        if (field.type && node instanceof Element) return [this.#readType(node, field.type)]
        // An element may be there for its attributes alone.
        return node.content === '' ? [] : [this.#decode(field, node.content)]
      })
      if (items.length > 0) value[name] = field.liste ? items : items[0]
    }
    return value
  }

  #decode({ format, codes, chemin }: Field, wire: string): unknown {
    const text = codes ? this.#canonical(codes, format === undefined ? wire : wire.trim(), chemin) : wire
    if (format === 'entier') {
      if (!/^\s*[+-]?\d+\s*$/.test(text)) throw new ContractProblem(`Entier attendu en ${chemin}, reçu « ${text} »`)
      return Number(text)
    }
    if (format === 'booleen') {
      if (!/^\s*(true|false|1|0)\s*$/.test(text)) throw new ContractProblem(`Booléen attendu en ${chemin}, reçu « ${text} »`)
      return ['true', '1'].includes(text.trim())
    }
    return text
  }

  #canonical(table: string, wire: string, chemin: string): string {
    const canonical = Object.entries(this.file.codes?.[table] ?? {}).find(([, code]) => String(code) === wire)?.[0]
    if (canonical === undefined) throw new ContractProblem(`Code inconnu en ${chemin} : « ${wire} » (table ${table})`)
    return canonical
  }
}

const loaded = new Map<string, Contract>()

/** Loads a contract folder, once per process. */
export function loadContract(folder: string): Contract {
  const path = join(resolve(folder), 'pack.yaml')
  const contract = loaded.get(path) ?? readContract(path)
  loaded.set(path, contract)
  return contract
}

function readContract(path: string): Contract {
  const read = (file: string): unknown => parse(readFileSync(file, 'utf8'))
  try {
    const main = read(path) as ContractFile
    return new Contract(main, (main.volets ?? []).map((name) => read(join(dirname(path), name)) as VoletFile))
  } catch (cause) {
    throw new ContractProblem(`Contrat illisible : ${path} (${cause instanceof Error ? cause.message : String(cause)})`, { cause })
  }
}
