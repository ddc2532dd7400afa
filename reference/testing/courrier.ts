import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { readJournal, createJournal } from '../../core/journal.js'
import type { ExchangeRecord } from '../../core/exchange.js'
import { seedFrom } from '../../core/seed.js'
import { loadPack } from '../../schemas/pack.js'
import facturation from '../../simulators/facturation.js'
import type { Injection } from '../../simulators/injection.js'
import { DESTINATIONS, type DestinationAddress } from '../../simulators/messagerie/destinations.js'
import { ANY_PORTS } from '../../simulators/messagerie/service.js'
import { createPki } from '../../simulators/pki.js'
import scor from '../../simulators/scor.js'
import { serve, type SimulatedSession } from '../../simulators/serve.js'
import type { Messagerie, SessionOpening } from '../session.js'
import type { Vente } from '../vente.js'
import { PUBLIC_PACK } from './service.js'

/** A mailbox of the bench and the clock of its session: an independent peer of the software. */
export interface PosteDuBanc {
  messagerie: Messagerie
  autorite: string
  /** Moves the clock of the back end. */
  advanceBench(milliseconds: number): void
  prepare(fixture: string, value: unknown, simulator?: 'facturation' | 'scor'): void
  /** What the next message of an operation gets instead of an answer. */
  inject(operation: string, injection: Injection): void
  /** What the bench wrote down of the mail of this session. */
  exchanges(operation: string): ExchangeRecord[]
  fileOf(exchange: ExchangeRecord): Buffer
  closeMail(): Promise<void>
}

export interface BancDeCourrier {
  open(options?: { implicit?: boolean }): Promise<PosteDuBanc>
  close(): Promise<void>
}

export const PHARMACIE: SessionOpening['professionnel'] = {
  idNat: '899900003018',
  rpps: '99900003018',
  nom: 'PHARMACIEN-FICTIF',
  prenom: 'ELODIE',
  profession: '21',
  secteurActivite: 'SA33',
  identifiantFacturation: '990023012',
  structure: { finess: '990023012', raisonSociale: 'PHARMACIE D’ESSAI' },
}

export const MAINTENANT = '2026-11-23T10:00:00Z'
export const HEURE = 3_600_000
export const JOUR = 24 * HEURE

/** The mail servers, the lots and the returns of the bench, over real sockets. */
export async function startCourrier(): Promise<BancDeCourrier> {
  const folder = mkdtempSync(join(tmpdir(), 'temoin-'))
  const journal = createJournal(join(folder, 'journal'))
  const pki = await createPki()
  const backend = await serve({ simulators: [facturation, scor], pack: loadPack(PUBLIC_PACK), pki, journal, host: '127.0.0.1', ports: { cps: 0, logiciel: 0 }, tls: false, mail: ANY_PORTS, onIncident: ({ message }) => expect.fail(message) })
  const withCertificate = async (destination: DestinationAddress) => ({ ...destination, certificat: (await pki.issueMail(destination.adresse)).certificate })
  let rank = 0
  return {
    async open({ implicit = false } = {}) {
      const scenario = `essai.feature:${(rank += 1)}`
      const session: SimulatedSession = backend.openSession({
        scenario,
        virtualStart: new Date(MAINTENANT),
        packageVersion: 'V3',
        modeTransmission: 'sequentiel',
        authentication: 'CPS',
        idam: 'SIM0PRESERIE',
        seed: seedFrom(scenario),
        mail: { professionnel: PHARMACIE },
      })
      const { endpoints, identifiant, motDePasse, adresse } = session.mail!
      const [destinataires, scorDestinations] = await Promise.all([Promise.all(DESTINATIONS.destinataires.map(withCertificate)), Promise.all(DESTINATIONS.scor.map(withCertificate))])
      return {
        messagerie: { smtp: implicit ? endpoints.smtps : endpoints.smtp, pop3: implicit ? endpoints.pop3s : endpoints.pop3, identifiant, motDePasse, adresse, destinataires, scor: scorDestinations },
        autorite: pki.authority,
        advanceBench: (milliseconds) => {
          session.advance(milliseconds)
        },
        prepare: (fixture, value, simulator = 'facturation') => void session.applyFixture(simulator, fixture, value),
        inject: (operation, injection) => {
          session.inject({ operation, injection, count: 1 })
        },
        exchanges: (operation) => journal.records.filter((record): record is typeof record & ExchangeRecord => record.type === 'exchange' && record.scenario === scenario && record.operation === operation),
        fileOf: (exchange) => readJournal(join(folder, 'journal')).readBody(exchange.mail!.contents!),
        closeMail: () => backend.close(),
      }
    },
    async close() {
      await backend.close()
      journal.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A sale at the counter, of today. */
export const vente = (parts: Partial<Vente> = {}): Vente => ({
  beneficiaire: { nir: '2840763999901', cle: '87', dateNaissance: '1984-07-14', rangNaissance: '1', nomFamille: 'TESTARD-FICTIF', prenom: 'ESSAIE', organisme: { regime: '01', caisse: '631', centre: '0000' } },
  prescripteur: { numeroAm: '991000696', rpps: '99900000009', specialite: '01' },
  dateOrdonnance: '2026-11-22',
  dateDelivrance: '2026-11-23',
  natureAssurance: '10',
  exoneration: '0',
  tiersPayant: true,
  lignes: [
    { codeActe: 'PH7', cip13: '3400935955838', quantite: 2, prixUnitaire: 217, taux: 65 },
    { codeActe: 'HD7', quantite: 2, prixUnitaire: 102, taux: 65 },
  ],
  ...parts,
})
