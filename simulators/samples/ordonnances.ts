import { HOUR_MS } from '../../core/clock.js'
import { restes } from '../../core/delivrance.js'
import { drawOrdonnanceId } from '../../core/ordonnance-id.js'
import type { Consultation, Creation, Ligne, Ordonnance, TransmissionExecution, TransmissionFacturation } from '../../core/ordonnance.js'
import type { Recherche } from '../../core/recherche.js'
import type { Dossier, Dossiers } from '../ordonnances.js'
import { PATIENTS, PRESCRIPTEURS, PRODUITS } from '../population.js'
import type { Deposit, Sample, SampleContext, StateTable } from '../simulator.js'

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

type Content = Pick<Ordonnance, 'patient' | 'lignes'>

const TWO_LINES: Content = { patient: PATIENTS.adulte, lignes: [drug(1, PRODUITS.doliprane, { quantite: 2 }), drug(2, PRODUITS.clamoxyl)] }

/** Written an hour ago by the general practitioner of the population. */
const written =
  (content: Content) =>
  ({ now }: { now: Date }): Omit<Ordonnance, 'identifiant'> => ({
    ...content,
    prescripteur: PRESCRIPTEURS.generaliste,
    dateHeure: new Date(now.getTime() - HOUR_MS).toISOString(),
    opposition: false,
  })

const FIXTURE = 'deposerOrdonnance'

export const deposits: readonly Deposit[] = [
  { title: 'deux lignes, substitution possible', fixture: FIXTURE, value: written(TWO_LINES) },
  { title: 'une ligne renouvelable deux fois', fixture: FIXTURE, value: written({ patient: PATIENTS.homme, lignes: [drug(1, PRODUITS.inexium, { renouvellements: 2 })] }) },
  {
    title: 'une ligne non substituable',
    fixture: FIXTURE,
    value: written({
      patient: PATIENTS.traitUnion,
      lignes: [drug(1, PRODUITS.inexium, { substitution: 'N', motifNonSubstituable: 'Marge thérapeutique étroite' })],
    }),
  },
]

const isUntouched = ({ annulee, executions }: Dossier): boolean => !annulee && executions.length === 0

/** An ordonnance that nobody delivered yet; deposited when there is none left. */
function untouched(dossiers: Dossiers, context: SampleContext): Ordonnance {
  const found = [...dossiers.values()].find((dossier) => isUntouched(dossier) && new Date(dossier.ordonnance.dateHeure) <= context.now)
  return found?.ordonnance ?? (context.prepare(FIXTURE, written(TWO_LINES)(context)) as Ordonnance)
}

const creation: Sample<Dossiers> = {
  profil: 'prescripteur',
  request: (_dossiers, { now, packageVersion, professionnel, seed }): Creation => {
    const { rpps, nom, prenom, profession, specialite, identifiantFacturation, structure } = professionnel
    return {
      version: packageVersion,
      ordonnance: {
        ...TWO_LINES,
        identifiant: drawOrdonnanceId(seed),
        dateHeure: now.toISOString(),
        prescripteur: { rpps, nom, prenom, profession, ...(specialite === undefined ? {} : { specialite }), identifiantFacturation, structure },
        opposition: false,
      },
    }
  },
}

const consultation: Sample<Dossiers> = {
  profil: 'officine',
  request: (dossiers, context): Consultation => ({
    version: context.packageVersion,
    identifiant: untouched(dossiers, context).identifiant,
    identifiantFacturation: context.professionnel.identifiantFacturation,
  }),
}

const recherche: Sample<Dossiers> = {
  profil: 'officine',
  request: (dossiers, context): Recherche => {
    const { identifiantFacturation, structure } = context.professionnel
    return { version: context.packageVersion, identifiantFacturation, finess: structure.finess, patient: untouched(dossiers, context).patient.ins }
  },
}

const execution: Sample<Dossiers> = {
  profil: 'officine',
  request: (dossiers, context): TransmissionExecution => {
    const { now, packageVersion, modeTransmission, professionnel, seed } = context
    const { identifiant, patient, prescripteur, lignes } = untouched(dossiers, context)
    const { rpps, nom, prenom, profession, identifiantFacturation, structure } = professionnel
    return {
      version: packageVersion,
      identifiant: seed.derive('execution').uuid(),
      ordonnance: identifiant,
      dateHeure: now.toISOString(),
      patient: patient.ins,
      rppsPrescripteur: prescripteur.rpps,
      executant: { rpps, nom, prenom, profession, identifiantFacturation, structure },
      lignes: lignes.map(({ numero, produit, quantite = 1 }) => ({ numero, statut: 'delivree', produit, quantite })),
      ...(modeTransmission === 'simultane'
        ? { facturation: { numeroFacture: String(seed.integer(1_000_000_000)).padStart(9, '0'), numeroLot: '001', date: now.toISOString().slice(0, 10), mode: 'sesamVitale', ...(packageVersion === 'V3' ? { lignes: lignes.map(({ numero }) => numero) } : {}) } }
        : {}),
    }
  },
}

/** An execution is declared first: an invoice has to join one that the base has. */
const facturation: Sample<Dossiers> = {
  profil: 'officine',
  transmission: 'sequentiel',
  request: (dossiers, context): TransmissionFacturation => {
    const { now, packageVersion, seed } = context
    const { facturation: _together, ...declared } = execution.request(dossiers, context) as TransmissionExecution
    context.ask('WS_EP1', declared)
    const lignes = declared.lignes.map(({ numero }) => numero)
    return {
      version: packageVersion,
      execution: declared.identifiant,
      ordonnance: declared.ordonnance,
      executant: declared.executant,
      facturation: { numeroFacture: String(seed.integer(1_000_000_000)).padStart(9, '0'), numeroLot: '001', date: now.toISOString().slice(0, 10), mode: 'sesamVitale', lignes },
    }
  },
}

export const samples: Readonly<Record<string, Sample<Dossiers>>> = { WS_EP4: creation, WS_EP2: recherche, WS_EP3: consultation, WS_EP1: execution, WS_EP6: facturation }

const STATUTS = {
  active: 'active',
  partiellementExecutee: 'partiellement exécutée',
  executee: 'exécutée',
  annulee: 'annulée',
  expiree: 'expirée',
} as const satisfies Record<Dossier['statut'], string>

const product = ({ produit, quantite, seances }: Ligne): string => `${produit.libelle} × ${quantite ?? seances ?? 1}`

export function describe(dossiers: Dossiers): StateTable[] {
  const all = [...dossiers.values()]
  return [
    {
      title: 'Ordonnances enregistrées',
      columns: ['Identifiant', 'Patient', 'Prescripteur', 'Lignes', 'Reste à délivrer', 'État'],
      rows: all.map(({ ordonnance, executions, annulee, statut }) => [
        ordonnance.identifiant,
        `${ordonnance.patient.prenom} ${ordonnance.patient.nomFamille}`,
        ordonnance.prescripteur.nom,
        ordonnance.lignes.map(product).join(' ; '),
        restes(ordonnance, executions).map(({ numero, reste }) => `ligne ${numero} : ${reste}`).join(' ; '),
        annulee ? STATUTS.annulee : STATUTS[statut],
      ]),
    },
    {
      title: 'Exécutions reçues',
      columns: ['Exécution', 'Ordonnance', 'Date', 'Exécutant', 'Lignes', 'Facture'],
      rows: all.flatMap(({ executions }) =>
        executions.map(({ identifiant, ordonnance, dateHeure, executant, lignes, facturation }) => [
          identifiant,
          ordonnance,
          dateHeure,
          executant.nom,
          lignes.map(({ numero, statut, quantite }) => `ligne ${numero} : ${statut}${quantite === undefined ? '' : ` × ${quantite}`}`).join(' ; '),
          facturation?.numeroFacture ?? '',
        ]),
      ),
    },
  ]
}
