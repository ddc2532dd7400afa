import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readHttpMessage, type HttpMessage } from '../../core/http.js'
import { createJournal, readJournal } from '../../core/journal.js'
import { seedFrom } from '../../core/seed.js'
import { loadPack } from '../../schemas/pack.js'
import { createPki, type Pki } from '../../simulators/pki.js'
import psc from '../../simulators/psc/index.js'
import { PHARMACIENS, PRESCRIPTEURS } from '../../simulators/population.js'
import { serve, type Injection } from '../../simulators/serve.js'
import type { Profil } from '../model.js'
import type { DefectName } from '../defects/index.js'
import type { SessionOpening } from '../session.js'
import type { Observation, TestBench } from './bench.js'
import { IDENTIFIANT } from './identities.js'
import { PUBLIC_PACK } from './service.js'

/** The software in front of the simulated Pro Santé Connect: what it sent, what its user saw. */
export interface Stand {
  play(verb: 'authentifier' | 'deconnecter' | 'consulterOrdonnance', params: object): Promise<PscObservation>
  prepare(fixture: string, value?: object): void
  inject(operation: string, injection: Injection): void
  /** Moves both clocks. */
  later(seconds: number): Promise<void>
  sent(operation: string): HttpMessage[]
  idNat: string
}
export type PscObservation = Observation & { personne?: { idNat: string }; situations?: object[]; codeComparaison?: string }

let pki: Promise<Pki> | undefined
const START = new Date('2026-11-22T09:00:00.000Z')
const CLIENT = { id: 'lps-temoin', secret: 'secret-d-essai', adresseRetour: 'https://lps.invalid/retour' }
const STAFF = { officine: PHARMACIENS.officineUn, prescripteur: PRESCRIPTEURS.generaliste } as const
export const COLLEAGUE = `8${PHARMACIENS.officineDeux.rpps}`

export async function withPsc<T>(bench: TestBench, profil: Profil, use: (stand: Stand) => Promise<T>, parts: Partial<SessionOpening> = {}): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'preserie-psc-temoin-'))
  const journal = createJournal(folder)
  const backend = await serve({
    simulators: [psc], pack: loadPack(PUBLIC_PACK), pki: await (pki ??= createPki()), journal, host: '127.0.0.1', ports: { cps: 0, logiciel: 0 }, tls: false, onIncident: () => undefined,
  })
  try {
    const { rpps, nom, prenom, profession, identifiantFacturation, structure } = STAFF[profil]
    const professionnel = {
      idNat: `8${rpps}`, rpps, nom, prenom, profession, secteurActivite: profil === 'officine' ? 'SA33' : 'SA07', identifiantFacturation: identifiantFacturation!,
      structure: { finess: structure!.finess!, raisonSociale: structure!.raisonSociale },
    }
    const session = backend.openSession({
      scenario: 'temoin.feature:1', virtualStart: START, packageVersion: 'V3', modeTransmission: 'sequentiel', authentication: 'CPS', idam: 'SIM0PRESERIE', seed: seedFrom('temoin'),
      psc: { clientId: CLIENT.id, clientSecret: CLIENT.secret, redirectUri: CLIENT.adresseRetour, certificateName: 'ORG-CLI-ESSAI', professionnel },
    })
    const software = await bench.open(profil, {
      professionnel,
      maintenant: session.clock.now().toISOString(),
      ...parts,
      proSanteConnect: { emetteur: `${session.address.plain}/auth/realms/esante-wallet`, proxy: session.address.plain, client: CLIENT, organisation: { certificat: 'PEM', clePrivee: 'PEM' } },
    })
    const reading = (): ReturnType<typeof readJournal> => readJournal(folder)
    return await use({
      idNat: professionnel.idNat,
      play: (verb, params) => bench.play(software, verb, params),
      prepare: (fixture, value = {}) => void session.applyFixture('psc', fixture, value),
      inject: (operation, injection) => session.inject({ operation, injection, count: 20 }),
      async later(seconds) {
        session.advance(seconds * 1000)
        await bench.request('PUT', `/sessions/${software}/horloge`, { maintenant: session.clock.now().toISOString() })
      },
      sent(operation) {
        const { records, readBody } = reading()
        return records.flatMap((record) =>
          record.type === 'exchange' && record.operation === operation ? [readHttpMessage(record.request.headers, readBody(record.request.body).toString('utf8'), record.request.path)] : [],
        )
      },
    })
  } finally {
    await backend.close()
    journal.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

type Observe = (bench: TestBench) => Promise<unknown>
const page = { methode: 'page' }

const twice = (read: (message: HttpMessage) => string | undefined): Observe => (bench) =>
  withPsc(bench, 'officine', async ({ play, sent }) => {
    await play('authentifier', page)
    await play('authentifier', page)
    return new Set(sent('PSC_AUTH').map(read)).size
  })

const falsified = (defaut: string): Observe => (bench) =>
  withPsc(bench, 'officine', async ({ play, prepare }) => {
    prepare('falsifierJeton', { defaut })
    return (await play('authentifier', page)).statut
  })

const back = (profil: Profil, seconds: number): Observe => (bench) =>
  withPsc(bench, profil, async ({ play, later, sent }) => {
    await play('authentifier', page)
    await later(seconds)
    const { statut } = await play('authentifier', { methode: 'retour' })
    return { statut, jetons: sent('PSC_TOKEN').length, identites: sent('PSC_USERINFO').length }
  })

const ended = (operation: string, methode: object): Observe => (bench) =>
  withPsc(bench, 'officine', async ({ play, sent }) => {
    await play('authentifier', methode)
    await play('deconnecter', {})
    return sent(operation).length
  })

const proxy = { methode: 'proxy', canal: 'CARD' }

/** Assertion of a call made in the name of the person authenticated: who it is about, and the names of its attributes. */
const asserted: Observe = (bench) =>
  withPsc(
    bench,
    'officine',
    async ({ play }) => {
      await play('consulterOrdonnance', { identifiant: IDENTIFIANT })
      const { text } = bench.service.of('WS_EP3')[0]!
      return [...text.matchAll(/<saml:NameID[^<]*|<saml:Attribute Name="[^"]*"/g)].map(([found]) => found)
    },
    { authentification: { mode: 'PSC', ...bench.certificate } },
  )

/** What the user reads of a login that somebody refuses, leaves without an answer, or that breaks. */
const setback = (event: 'refuser' | 'ignorer'): Observe => (bench) =>
  withPsc(bench, 'officine', async ({ play, prepare }) => {
    prepare(event)
    const { statut, messages } = await play('authentifier', page)
    return { statut, messages: messages.length }
  })

/** What each deliberate fault shows from outside. */
export const OBSERVED_PSC = {
  'psc-sans-nonce': (bench) =>
    withPsc(bench, 'prescripteur', async ({ play, sent }) => {
      await play('authentifier', page)
      return Object.keys(sent('PSC_AUTH')[0]!.query).sort()
    }),
  'psc-assertion-sans-facturation': asserted,
  'psc-assertion-de-carte': asserted,
  'psc-assertion-rpps': asserted,
  'psc-refus-pris-pour-panne': setback('refuser'),
  'psc-incidents-tus': setback('ignorer'),
  'psc-situations-tronquees': (bench) =>
    withPsc(bench, 'officine', async ({ play, prepare }) => {
      prepare('activites', { nombre: 3 })
      return (await play('authentifier', page)).situations?.length ?? 0
    }),
  'psc-verificateur-unique': twice(({ query }) => query['code_challenge']),
  'psc-etat-fixe': twice(({ query }) => query['state']),
  'psc-niveau-oublie': (bench) =>
    withPsc(bench, 'prescripteur', async ({ play, sent }) => {
      await play('authentifier', page)
      return sent('PSC_AUTH')[0]!.query['acr_values'] ?? 'aucun'
    }),
  'psc-numero-autre': (bench) =>
    withPsc(bench, 'officine', async ({ play, sent }) => {
      const { codeComparaison } = await play('authentifier', proxy)
      return (sent('PROXY_CONNECT')[0]!.json as { bindingMessage: string }).bindingMessage === codeComparaison
    }),
  'psc-canal-fige': (bench) =>
    withPsc(bench, 'prescripteur', async ({ play, sent }) => {
      await play('authentifier', { methode: 'ciba', canal: 'CARD' })
      return sent('PSC_CIBA')[0]!.form['channel']
    }),
  'psc-impatient': (bench) =>
    withPsc(bench, 'officine', async ({ play, prepare }) => {
      prepare('approuver', { apres: 1 })
      const started = performance.now()
      await play('authentifier', { methode: 'ciba', canal: 'CARD' })
      return performance.now() - started > 1900
    }),
  'psc-personne-du-poste': (bench) =>
    withPsc(bench, 'officine', async ({ play, prepare }) => {
      prepare('presenterAutre', { personne: COLLEAGUE })
      return (await play('authentifier', page)).personne!.idNat === COLLEAGUE
    }),
  'psc-signature-ignoree': falsified('signature'),
  'psc-destinataire-ignore': falsified('audience'),
  'psc-nonce-ignore': falsified('nonce'),
  'psc-jeton-expire-cru': falsified('expire'),
  'psc-emetteur-ignore': falsified('emetteur'),
  'psc-jeton-perime': back('officine', 200),
  'psc-jamais-renouvele': back('prescripteur', 200),
  'psc-refus-tu': (bench) =>
    withPsc(bench, 'prescripteur', async ({ play, prepare }) => {
      prepare('refuser')
      return (await play('authentifier', page)).messages.length
    }),
  'psc-silence-en-panne': (bench) =>
    withPsc(bench, 'officine', async ({ play, prepare }) => {
      prepare('ignorer')
      return (await play('authentifier', page)).statut
    }),
  'psc-deconnexion-locale': ended('PSC_LOGOUT', page),
  'psc-proxy-ouvert': ended('PROXY_DISCONNECT', proxy),
  'psc-sans-correlation': (bench) =>
    withPsc(bench, 'prescripteur', async ({ play, sent }) => {
      await play('authentifier', proxy)
      return 'x-correlation-id' in sent('PROXY_CONNECT')[0]!.headers
    }),
  'psc-correlation-montree': (bench) =>
    withPsc(bench, 'officine', async ({ play, inject, sent }) => {
      inject('PROXY_CONNECT', { kind: 'http', status: 503 })
      const { messages } = await play('authentifier', proxy)
      return messages[0]!.texte.includes(sent('PROXY_CONNECT')[0]!.headers['x-correlation-id']!)
    }),
  'psc-premiere-situation': (bench) =>
    withPsc(bench, 'prescripteur', async ({ play, prepare }) => {
      prepare('activites', { nombre: 2 })
      return (await play('authentifier', page)).situations?.length ?? 0
    }),
  'psc-panne-pour-refus': (bench) =>
    withPsc(bench, 'officine', async ({ play, inject }) => {
      inject('PROXY_CONNECT', { kind: 'http', status: 503 })
      return (await play('authentifier', proxy)).statut
    }),
  'psc-logiciel-oublie': (bench) =>
    withPsc(bench, 'prescripteur', async ({ play, sent }) => {
      await play('authentifier', proxy)
      return Object.keys(sent('PROXY_CONNECT')[0]!.json as object).sort()
    }),
} as const satisfies Partial<Record<DefectName, Observe>>
