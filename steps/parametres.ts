import { defineParameterType } from '@cucumber/cucumber'
import { GENRES, type Genre, type ModeFacturation, type Patient } from '../core/ordonnance.js'
import { panneInsi } from '../simulators/insi.js'
import type { CarteVitale } from '../core/insi.js'
import { CARTES } from '../simulators/personnes.js'
import { PATIENTS } from '../simulators/population.js'
import { REPONSES_INSI } from '../simulators/reponses-insi.js'
import type { Injection } from './banc.js'

const escaped = (word: string): string => word.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`)

/** The longest first: no word hides behind the beginning of another. */
export function alternatives(words: readonly string[]): RegExp {
  const longestFirst = [...words].sort((one, other) => other.length - one.length)
  return new RegExp(longestFirst.map(escaped).join('|'))
}

/** An invented person, by family name. */
defineParameterType({
  name: 'patient',
  regexp: alternatives(Object.values(PATIENTS).map(({ nomFamille }) => nomFamille)),
  transformer: (name: string): Patient => Object.values(PATIENTS).find(({ nomFamille }) => nomFamille === name)!,
})

defineParameterType({
  name: 'genre',
  regexp: alternatives(Object.values(GENRES)),
  transformer: (label: string): Genre => (Object.keys(GENRES) as Genre[]).find((code) => GENRES[code] === label)!,
})

/** Name of an operation of the pack. */
export type Operation = string
const OPERATIONS: Readonly<Record<string, Operation>> = {
  création: 'WS_EP4',
  consultation: 'WS_EP3',
  exécution: 'WS_EP1',
  // ---- Ordonnance numérique, officine (V3) ----
  facturation: 'WS_EP6',
  // ---- Ordonnance numérique, prescripteur (V3) ----
  recherche: 'WS_EP2',
  // ---- ADRi ----
  'acquisition de droits': 'ADRI',
  // ---- INSi ----
  'recherche par carte': 'WS_INS1',
  'recherche par traits': 'WS_INS2',
  vérification: 'WS_INS3',
  dépôt: 'WS_INS4',
  relève: 'WS_INS5',
  // ---- ApCV et ASAFO ----
  'lecture ApCV': 'APCV_AUTHENTIFIER',
  'restitution ApCV': 'APCV_RESTITUER',
  'destruction ApCV': 'APCV_DETRUIRE',
  'signature ApCV': 'APCV_SIGNER',
  'recherche ASAFO': 'ASAFO_RECHERCHER',
}

defineParameterType({ name: 'operation', regexp: alternatives(Object.keys(OPERATIONS)), transformer: (word: string): Operation => OPERATIONS[word]! })

/** What a real service does on a bad day. Codes that are not documented start with SIM-. */
const PANNES: Readonly<Record<string, Injection>> = {
  'est momentanément indisponible': {
    kind: 'refusal',
    side: 'Receiver',
    subcode: 'siram_40',
    code: 'SIM-EP-90',
    severity: 'erreur',
    message: 'Le service est temporairement indisponible. Veuillez renouveler votre demande ultérieurement.',
  },
  "ne reconnaît pas le numéro d'autorisation": {
    kind: 'refusal',
    side: 'Sender',
    subcode: 'siram_100',
    code: 'desir_550',
    severity: 'fatale',
    message: 'Le numéro d’autorisation du logiciel est inconnu.',
  },
  'oppose un refus': {
    kind: 'refusal',
    side: 'Sender',
    subcode: 'SIM-EP',
    code: 'SIM-EP-91',
    severity: 'erreur',
    message: 'La demande ne peut pas être acceptée.',
  },
  'coupe la connexion': { kind: 'close' },
  'enregistre puis coupe la connexion': { kind: 'close', processed: true },
  'répond une erreur HTTP 503': { kind: 'http', status: 503 },
  'répond un message illisible': { kind: 'malformed' },
  // ---- ADRi ----
  // ---- INSi ----
  'déclare la recherche par carte inaccessible': { kind: 'refusal', ...panneInsi('insi_101') },
  'déclare la recherche par traits inaccessible': { kind: 'refusal', ...panneInsi('insi_102') },
  // ---- ApCV et ASAFO ----
}

defineParameterType({ name: 'panne', regexp: alternatives(Object.keys(PANNES)), transformer: (words: string): Injection => PANNES[words]! })

const MODES: Readonly<Record<string, ModeFacturation>> = { 'en SESAM-Vitale': 'sesamVitale', 'en SESAM-Vitale dégradé': 'degrade', 'au format B2': 'b2' }

defineParameterType({ name: 'mode', regexp: alternatives(Object.keys(MODES)), transformer: (words: string): ModeFacturation => MODES[words]! })

/** A Vitale card, by the name of its holder. */
defineParameterType({ name: 'carte', regexp: alternatives(Object.keys(CARTES)), transformer: (holder: string): CarteVitale => CARTES[holder as keyof typeof CARTES] })

/** An answer of INSi that the bench hands out, in words. */
defineParameterType({
  name: 'reponseInsi',
  regexp: alternatives(Object.keys(REPONSES_INSI)),
  transformer: (words: string): Injection => ({ kind: 'reply', ...REPONSES_INSI[words as keyof typeof REPONSES_INSI] }),
})

// ---- ApCV et ASAFO ----
const DEFAUTS_APCV = {
  "n'a pas l'en-tête attendu": 'magie',
  "est d'une version inconnue": 'version',
  'ne porte pas un point de la courbe': 'courbe',
  'est tronqué': 'tronque',
  "n'est connu de personne": 'inconnu',
  'a déjà servi': 'utilise',
  'a expiré': 'expire',
} as const
export type DefautApcv = (typeof DEFAUTS_APCV)[keyof typeof DEFAUTS_APCV]

defineParameterType({
  name: 'defautApcv',
  regexp: alternatives(Object.keys(DEFAUTS_APCV)),
  transformer: (words: string): DefautApcv => DEFAUTS_APCV[words as keyof typeof DEFAUTS_APCV],
})

defineParameterType({
  name: 'mediaApcv',
  regexp: /par QR code|par NFC/,
  transformer: (words: string) => (words === 'par NFC' ? 'NFC' : 'QR_CODE_WEBCAM'),
})

// ---- Facturation ----
/** What a mail server does on a bad day; SMTP codes are those of RFC 5321. */
const PANNES_MESSAGERIE: Readonly<Record<string, Injection>> = {
  'coupe la connexion': { kind: 'close' },
  'prend le message puis coupe la connexion': { kind: 'close', processed: true },
  'est hors service (421)': { kind: 'http', status: 421 },
  'échoue en local (451)': { kind: 'http', status: 451 },
  'manque de place (452)': { kind: 'http', status: 452 },
  'refuse le message (554)': { kind: 'http', status: 554 },
  'répond sans finir': { kind: 'malformed' },
  "refuse l'identification": { kind: 'http', status: 401 },
  'rend la moitié du message': { kind: 'malformed' },
  'est hors service': { kind: 'http', status: 503 },
}

defineParameterType({
  name: 'panneMessagerie',
  regexp: alternatives(Object.keys(PANNES_MESSAGERIE)),
  transformer: (words: string): Injection => PANNES_MESSAGERIE[words]!,
})

/** When it happens: which exchange, how many times. */
const MOMENTS_MESSAGERIE: Readonly<Record<string, { operation: Operation; nombre: number }>> = {
  'au prochain envoi de lot': { operation: 'FSE_LOT', nombre: 1 },
  'aux deux prochains envois de lot': { operation: 'FSE_LOT', nombre: 2 },
  'au prochain envoi de pièces': { operation: 'SCOR_LOT', nombre: 1 },
  'à la prochaine relève': { operation: 'RETOUR', nombre: 1 },
  'à la prochaine identification': { operation: 'MESSAGERIE', nombre: 1 },
}
export type MomentMessagerie = (typeof MOMENTS_MESSAGERIE)[string]

defineParameterType({
  name: 'momentMessagerie',
  regexp: alternatives(Object.keys(MOMENTS_MESSAGERIE)),
  transformer: (words: string): MomentMessagerie => MOMENTS_MESSAGERIE[words]!,
})
