import { World } from '@cucumber/cucumber'
import type { DriverAnswer } from '../core/exchange.js'
import type { RecordedOpening, Verb } from '../core/pilotage.js'
import type { Finding } from '../core/readiness.js'
import { appelerBanc } from './canal.js'

/** Answer to a question, computed by the judge from the scenario's slice of the journal. */
export interface QuestionAnswer {
  outcome: 'pass' | 'fail' | 'skip' | 'error'
  requirement: string
  check: string
  findings: Finding[]
}

/** What the simulated service does instead of answering: same shape as the union of simulators/serve.ts. */
export type Injection =
  | { kind: 'refusal'; subcode: string; code: string; message: string; side?: 'Sender' | 'Receiver'; severity?: 'erreur' | 'fatale' | 'fatal' | 'avertissement' }
  | { kind: 'close'; processed?: boolean }
  | { kind: 'delay'; milliseconds: number }
  | { kind: 'http'; status: number }
  | { kind: 'malformed' }
  | { kind: 'reply'; code: string; value: unknown; disorder?: Readonly<Record<string, readonly string[]>> }

/** The scenario cannot go on; the journal already says why and whose fault it is. */
export class Arret extends Error {
  override readonly name = 'Arret'
}

type Observation = Extract<DriverAnswer, { reponse: 'fait' }>['observation']

/**
 * What a step may do: one driver call (`faire`), one question to the journal (`demander`), or one preparation of the
 * simulated Assurance Maladie. A negative answer does not stop the scenario: the other questions are asked too.
 */
export class Banc extends World {
  /** Values that steps hand to the following ones (last ordonnance, last execution…). */
  readonly memoire = new Map<string, unknown>()
  /** Questions that were not answered by a pass. */
  readonly reserves: QuestionAnswer[] = []
  #scenario = ''
  /** Sentences begun since the last call: they travel with the next one, and are written down before it. */
  #etapes: { motCle: string; texte: string }[] = []
  #ouverture: RecordedOpening | undefined

  /** What the software was given for this scenario. */
  get ouverture(): RecordedOpening {
    if (!this.#ouverture) throw new Error('the scenario was not opened')
    return this.#ouverture
  }

  get ouvert(): boolean {
    return this.#ouverture !== undefined
  }

  async #appeler<T>(method: 'GET' | 'POST', path: string, corps: unknown = {}): Promise<T> {
    const etapes = method === 'POST' ? this.#etapes.splice(0) : []
    const { status, body } = await appelerBanc(method, `/scenarios/${encodeURIComponent(this.#scenario)}${path}`, { etapes, corps })
    if (status === 200) return body as T
    throw new Arret((body as { message?: string }).message ?? `le banc a répondu ${status}`)
  }

  async ouvrir(scenario: string): Promise<void> {
    this.#scenario = scenario
    const { ouverture } = await this.#appeler<{ ouverture: RecordedOpening }>('POST', '', {})
    this.#ouverture = ouverture
  }

  etape(motCle: string, texte: string): void {
    this.#etapes.push({ motCle, texte })
  }

  async fermer(fin: { complet: boolean; message?: string; bancEnCause?: boolean }): Promise<void> {
    await this.#appeler('POST', '/fin', fin)
  }

  /** Asks a verb of the software; stops the scenario when the software cannot answer (`nonPrisEnCharge`, `enPanne`, incident). */
  async faire(verbe: Verb, parametres: Record<string, unknown>): Promise<Observation> {
    const answer = await this.#appeler<DriverAnswer>('POST', `/verbes/${verbe}`, parametres)
    if (answer.reponse === 'fait') return answer.observation
    throw new Arret(answer.reponse === 'nonPrisEnCharge' ? `« ${verbe} » n’est pas pris en charge : ${answer.raison}` : `« ${verbe} » est tombé en panne : ${answer.trace}`)
  }

  /** Asks the judge one named check of `validators/index.ts`. */
  async demander(controle: string, arguments_: Record<string, unknown> = {}): Promise<QuestionAnswer> {
    const answer = await this.#appeler<QuestionAnswer>('POST', '/questions', { controle, arguments: arguments_ })
    if (answer.outcome !== 'pass') {
      this.reserves.push(answer)
      this.log(`${answer.requirement} ${answer.outcome} : ${answer.findings.map((finding) => finding.message).join(' ; ')}`)
    }
    return answer
  }

  /** Prepares a simulator's state with one of its fixtures; returns what the fixture returns. */
  async preparer(simulateur: string, fixture: string, valeur: unknown): Promise<unknown> {
    const reply = await this.#appeler<{ valeur: unknown }>('POST', '/preparations', { simulateur, fixture, valeur })
    return reply.valeur
  }

  /** The next `nombre` calls of an operation get this instead of the simulator's answer. */
  async injecter(operation: string, injection: Injection, nombre = 1): Promise<void> {
    await this.#appeler('POST', '/injections', { operation, injection, nombre })
  }

  /** Moves the virtual clock forward and tells the software. */
  async avancerHorloge(millisecondes: number): Promise<void> {
    await this.#appeler('POST', '/horloge', { avance: millisecondes })
  }

  /** Virtual time of the scenario. */
  async maintenant(): Promise<Date> {
    const { maintenant } = await this.#appeler<{ maintenant: string }>('GET', '/horloge')
    return new Date(maintenant)
  }
}
