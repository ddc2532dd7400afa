import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createJournal } from '../core/journal.js'
import type { JournalRecord, PlannedScenario } from '../core/exchange.js'
import { buildCode2d } from '../core/code2d.js'
import type { Ligne, Ordonnance } from '../core/ordonnance.js'
import type { SessionOpening } from '../core/pilotage.js'
import type { Suite } from '../judge/suite.js'
import { printCode2d } from '../simulators/code2d.js'
import { PATIENTS, PRESCRIPTEURS, PRODUITS } from '../simulators/population.js'
import type { SimulatedSession } from '../simulators/serve.js'
import { openBackend, openSimulated } from './backend.js'
import { openingFor } from './opening.js'
import type { SessionFile } from './session.js'

/** An ordonnance that the sandbox holds from its start. */
export interface Deposited {
  ordonnance: Ordonnance
  /** PNG of its code 2D. */
  code: string
  /** What it is good for, in French. */
  title: string
}

export interface Sandbox {
  folder: string
  deposited: Deposited[]
  openings: { opening: SessionOpening; file: string }[]
  close(): Promise<void>
}

/** The simulators alone: one lasting session per profile on one shared base, everything a developer needs written in a folder. */
export async function openSandbox(session: SessionFile, suite: Suite, folder: string, onRecord: (record: JournalRecord) => void): Promise<Sandbox> {
  const journal = createJournal(folder)
  const append = journal.append.bind(journal)
  journal.append = (entry) => {
    const record = append(entry)
    onRecord(record)
    return record
  }
  const { simulated, pki } = await openBackend(session, suite.pack, journal, () => [])
  const openings: Sandbox['openings'] = []
  let first: SimulatedSession | undefined
  for (const profile of session.profiles) {
    const planned: PlannedScenario = { id: `bac-a-sable-${profile}`, uri: '', line: 0, name: `Bac à sable ${profile}`, feature: '', tags: [], profile }
    const { simulatedSession, seed } = openSimulated(simulated, session, planned, first)
    first ??= simulatedSession
    const opening = await openingFor(planned, { session, pki, seed, simulated: simulatedSession, now: simulatedSession.clock.now() })
    const file = join(folder, `${profile}.json`)
    writeFileSync(file, `${JSON.stringify(opening, null, 2)}\n`, { mode: 0o600 })
    writeFileSync(join(folder, `${profile}.cle.pem`), opening.authentification.clePrivee, { mode: 0o600 })
    writeFileSync(join(folder, `${profile}.certificat.pem`), opening.authentification.certificat)
    openings.push({ opening, file })
  }
  writeFileSync(join(folder, 'autorite.pem'), pki.authority)
  const deposited = first ? await deposit(first, folder) : []
  return {
    folder,
    deposited,
    openings,
    async close() {
      await simulated.close()
      journal.close()
    },
  }
}

type Sample = Pick<Ordonnance, 'patient' | 'lignes'> & { title: string }

const drug = (numero: number, produit: Ligne['produit'], more: Partial<Ligne> = {}): Ligne => ({
  numero,
  type: 'medicament',
  produit,
  posologie: '1 comprimé matin et soir',
  duree: { valeur: 7, unite: 'jour' },
  quantite: 1,
  substitution: 'G',
  ...more,
})

const SAMPLES: readonly Sample[] = [
  { title: 'deux lignes, substitution possible', patient: PATIENTS.adulte, lignes: [drug(1, PRODUITS.doliprane, { quantite: 2 }), drug(2, PRODUITS.clamoxyl)] },
  { title: 'une ligne renouvelable deux fois', patient: PATIENTS.homme, lignes: [drug(1, PRODUITS.inexium, { renouvellements: 2 })] },
  {
    title: 'une ligne non substituable',
    patient: PATIENTS.traitUnion,
    lignes: [drug(1, PRODUITS.inexium, { substitution: 'N', motifNonSubstituable: 'Marge thérapeutique étroite' })],
  },
]

/** Something to consult and deliver from the first minute, with the code that a patient would show. */
async function deposit(session: SimulatedSession, folder: string): Promise<Deposited[]> {
  const prescripteur = PRESCRIPTEURS.generaliste
  return Promise.all(
    SAMPLES.map(async ({ title, ...sample }, index) => {
      const dateHeure = new Date(session.clock.now().getTime() - 3_600_000).toISOString()
      const ordonnance = session.applyFixture('ordonnances', 'deposerOrdonnance', { ...sample, prescripteur, dateHeure, opposition: false }) as Ordonnance
      const code = join(folder, `ordonnance-${index + 1}.png`)
      const { identifiant, patient } = ordonnance
      const payload = buildCode2d({ identifiant, patient, prescripteur: { rpps: prescripteur.rpps, numeroAm: prescripteur.identifiantFacturation! } })
      writeFileSync(code, await printCode2d(payload))
      return { ordonnance, code, title }
    }),
  )
}
