import { createHash } from 'node:crypto'
import { personnesOf, type AuthentificationApcv, type DestructionApcv, type IdentiteAmo, type ReponseApcv, type RestitutionApcv, type SignatureApcv } from '../../core/apcv.js'
import type { ApcvPresentee, EtatApcv, Presentation } from '../apcv.js'
import { PATIENTS } from '../population.js'
import type { Deposit, Sample, SampleContext, StateTable } from '../simulator.js'

const FIXTURE = 'presenterApcv'
const FAMILY: Presentation = { titulaire: PATIENTS.adulte, beneficiaires: [{ patient: PATIENTS.nouveauNe, qualite: 'enfant' }] }

export const deposits: readonly Deposit[] = [{ title: 'un téléphone qui montre un code ApCV, pour une assurée et son enfant ; lisible une fois, pendant cinq minutes', fixture: FIXTURE, value: () => FAMILY }]

/** A code is read once: each request presents a new one. */
function authentication({ prepare, professionnel }: SampleContext): AuthentificationApcv {
  const { donnees } = prepare(FIXTURE, FAMILY) as ApcvPresentee
  const { identifiantFacturation, codeSpecialiteAMO } = professionnel
  return { version: '1.0', identifiantFacturation, ...(codeSpecialiteAMO === undefined ? {} : { specialite: codeSpecialiteAMO }), donnees }
}

/** What follows the authentication asks for a context: each request opens one of its own. */
const opened = (context: SampleContext): Required<Pick<ReponseApcv, 'contexte' | 'profil'>> =>
  context.ask('APCV_AUTHENTIFIER', authentication(context)) as Required<Pick<ReponseApcv, 'contexte' | 'profil'>>

const digest = (text: string): string => createHash('sha256').update(text).digest('base64')

function signature(context: SampleContext): SignatureApcv {
  const { contexte, profil } = opened(context)
  const { identifiantFacturation, idNat, nom } = context.professionnel
  const [{ nomFamille, prenom, nir, cle, contrat }] = personnesOf(profil) as [IdentiteAmo]
  const date = context.now.toISOString().slice(0, 10)
  return {
    version: '1.0',
    contexte: contexte.identifiant,
    type: 'SIM-FSE',
    nirAssure: contrat.nirAssure,
    cleAssure: contrat.cle,
    empreinteFse: digest(contexte.identifiant),
    identifiantFacturation,
    idNatPs: idNat,
    nomPs: nom,
    nomFamille,
    prenom,
    ...(nir === undefined ? {} : { nir }),
    ...(cle === undefined ? {} : { cle }),
    partAmo: 1495,
    partAmc: 805,
    prestations: [
      { code: 'PH7', date, montant: 1300 },
      { code: 'PH4', date, montant: 1000 },
    ],
  }
}

export const samples: Readonly<Record<string, Sample<EtatApcv>>> = {
  APCV_AUTHENTIFIER: { profil: 'officine', request: (_etat, context) => authentication(context) },
  APCV_RESTITUER: {
    profil: 'officine',
    request: (_etat, context): RestitutionApcv => {
      opened(context)
      return { version: '1.0' }
    },
  },
  APCV_SIGNER: { profil: 'officine', request: (_etat, context) => signature(context) },
  APCV_DETRUIRE: { profil: 'officine', request: (_etat, context): DestructionApcv => ({ version: '1.0', contexte: opened(context).contexte.identifiant }) },
}

const named = ({ prenom, nomFamille }: { prenom: string; nomFamille: string }): string => `${prenom} ${nomFamille}`

export const describe = ({ codes, contextes, signatures }: EtatApcv, { now }: { now: Date }): StateTable[] => [
  {
    title: 'Codes montrés par les téléphones',
    columns: ['Titulaire', 'Lisible jusqu’à', 'État', 'Texte du code'],
    rows: [...codes].map(([text, { profil, expireLe, utilise }]) => [
      named(profil.utilisateur.identite),
      expireLe.toISOString(),
      utilise ? 'déjà lu' : now > expireLe ? 'expiré' : 'à lire',
      text,
    ]),
  },
  {
    title: 'Contextes ApCV',
    columns: ['Contexte', 'Titulaire', 'Ouvert par', 'Fin de validité', 'État', 'Signatures'],
    rows: contextes.map(({ identifiant, profil, professionnel, finValidite, detruit }) => [
      identifiant,
      named(profil.utilisateur.identite),
      professionnel,
      finValidite.toISOString(),
      detruit ? 'détruit' : now > finValidite ? 'expiré' : 'ouvert',
      String(signatures.filter(({ contexte }) => contexte === identifiant).length),
    ]),
  },
]
