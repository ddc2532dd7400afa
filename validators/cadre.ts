import type { Finding } from '../core/readiness.js'
import type { Recherche } from '../core/recherche.js'
import { FRAME_CHECKS } from '../tlsi/checks.js'
import type { RechercheVitale, ReponseIns, VerificationIns } from '../core/insi.js'
import type { Creation, Patient, ReponseConsultation, TransmissionExecution } from '../core/ordonnance.js'
import type { Check, Evidence, ObservedExchange } from './check.js'
import { Inconclusive } from './check.js'
import { difference } from './comparison.js'
import { consultedBefore } from './consultation.js'
import { patientsDesDroits } from './droits.js'
import { callAround, isAccepted, isStray, observedExchanges } from './observed.js'

/** Every exchange whose envelope could be read; the others are the business of `enveloppeLisible`. */
function opened(evidence: Evidence): readonly ObservedExchange[] {
  const exchanges = observedExchanges(evidence)
  const readable = exchanges.filter(({ unreadable }) => unreadable === undefined)
  if (readable.length > 0) return readable
  throw new Inconclusive('logiciel', 'aucune enveloppe reçue n’est lisible', exchanges.at(-1)!.seq)
}

/** One check of the frame, asked of every call of every scenario; what it holds against a call was found by tlsi/checks.ts. */
function frameCheck(name: string, requirement: string): Check {
  const frame = FRAME_CHECKS.find((check) => check.name === name)
  if (!frame) throw new Error(`no frame check is named ${name}`)
  return {
    requirement,
    expectation: frame.expectation,
    standing: '*',
    check: (evidence) =>
      opened(evidence).flatMap(({ seq, frameProblems }) => {
        const problem = frameProblems[name]
        return problem ? [{ code: problem.detail, message: problem.message, at: problem.at, seq }] : []
      }),
  }
}

export const enveloppeLisible: Check = {
  requirement: 'PRE-TLSI-00',
  expectation: 'Chaque appel est une enveloppe SOAP 1.2 lisible',
  standing: '*',
  check(evidence) {
    return observedExchanges(evidence).flatMap(
      ({ seq, unreadable }) => (
        unreadable === undefined ? [] : [{ code: 'illisible', message: `Attendu : une enveloppe SOAP 1.2 lisible ; reçu : ${unreadable}`, seq }]
      ),
    )
  },
}

export const certificatClient = frameCheck('certificatClient', 'PRE-TLSI-01')
export const niveauCertificat = frameCheck('niveauCertificat', 'PRE-TLSI-02')
const actionWellFormed = frameCheck('adressageAction', 'PRE-TLSI-03')

/** The frame does not know the operations: the action has to be one of theirs, and the one of the message it comes with. */
export const adressageAction: Check = {
  ...actionWellFormed,
  async check(evidence, args) {
    const found = await actionWellFormed.check(evidence, args)
    const foreign = opened(evidence).filter((exchange) => isStray(exchange) && exchange.frameProblems['adressageAction'] === undefined)
    return [
      ...found,
      ...foreign.map(({ operation, bodyOf, seq }) =>
        bodyOf === undefined
          ? { code: 'inconnue', message: 'wsa:Action : attendu l’action d’une opération du paquet ; reçu une autre.', at: 'wsa:Action', seq }
          : { code: 'corps', message: `wsa:Action : attendu l’action de ${bodyOf}, dont le message est le corps ; reçu celle de ${operation}.`, at: 'wsa:Action', seq },
      ),
    ]
  },
}
export const proxyEsante = frameCheck('proxyEsante', 'PRE-PSC-20')
export const assertionPscForme = frameCheck('assertionPscForme', 'PRE-PSC-21')
export const assertionPscSujet = frameCheck('assertionPscSujet', 'PRE-PSC-22')
export const assertionPscAttributs = frameCheck('assertionPscAttributs', 'PRE-PSC-23')
export const adressageMessageId = frameCheck('adressageMessageId', 'PRE-TLSI-04')
export const rejeu = frameCheck('rejeu', 'PRE-TLSI-05')
export const assertionPresente = frameCheck('assertionPresente', 'PRE-TLSI-06')
export const assertionVersion = frameCheck('assertionVersion', 'PRE-TLSI-07')
export const assertionSignee = frameCheck('assertionSignee', 'PRE-TLSI-08')
export const certificatSignature = frameCheck('certificatSignature', 'PRE-TLSI-09')
export const signatureValide = frameCheck('signatureValide', 'PRE-TLSI-10')
export const assertionEmetteur = frameCheck('assertionEmetteur', 'PRE-TLSI-11')
export const assertionSujet = frameCheck('assertionSujet', 'PRE-TLSI-12')
export const assertionAttributs = frameCheck('assertionAttributs', 'PRE-TLSI-13')
export const assertionValidite = frameCheck('assertionValidite', 'PRE-TLSI-14')
export const assertionDestinataire = frameCheck('assertionDestinataire', 'PRE-TLSI-15')
export const contexteLpsPresent = frameCheck('contexteLpsPresent', 'PRE-TLSI-16')
export const contexteLpsSchema = frameCheck('contexteLpsSchema', 'PRE-TLSI-17')
export const contexteLpsIdam = frameCheck('contexteLpsIdam', 'PRE-TLSI-18')
export const contexteLpsId = frameCheck('contexteLpsId', 'PRE-TLSI-19')
export const contexteLpsTemps = frameCheck('contexteLpsTemps', 'PRE-TLSI-20')
export const contexteLpsEmetteur = frameCheck('contexteLpsEmetteur', 'PRE-TLSI-21')
export const contexteBamPresent = frameCheck('contexteBamPresent', 'PRE-TLSI-22')
export const contexteBamSchema = frameCheck('contexteBamSchema', 'PRE-TLSI-23')
export const contexteBamId = frameCheck('contexteBamId', 'PRE-TLSI-24')
export const contexteBamTemps = frameCheck('contexteBamTemps', 'PRE-TLSI-25')
export const contexteBamNir = frameCheck('contexteBamNir', 'PRE-TLSI-26')

/** A check of what the header says against what the session and the message say. */
const contextCheck = (requirement: string, expectation: string, judge: (exchange: ObservedExchange, evidence: Evidence) => Finding[]): Check => ({
  requirement,
  expectation,
  standing: '*',
  check: (evidence) => opened(evidence).flatMap((exchange) => judge(exchange, evidence)),
})

export const contexteBamEmetteur = contextCheck(
  'PRE-TLSI-27',
  'L’émetteur du ContexteBAM, s’il est renseigné, est le professionnel de la session',
  ({ contexts, seq }, { scope, opening }) => {
    const sender = contexts?.contexteBam?.emetteur
    const expected = scope.authentication !== 'CERTIFICAT_LOGICIEL' ? (opening.preparateur ?? opening.professionnel).idNat : contexts?.contexteLps?.emetteur
    return sender === undefined || expected === undefined || sender === expected ? [] : [difference('ContexteBAM/Emetteur', expected, sender, seq, 'divergent')]
  },
)

/** Numbers of the patients that a message is about: the one it names, then the one it truly concerns. */
type PatientsOf = (exchange: ObservedExchange, evidence: Evidence) => (string | undefined)[]

/** By operation; one that is not here is not judged on its patient. */
const PATIENTS_OF: Readonly<Record<string, PatientsOf>> = {
  WS_EP4(exchange, evidence) {
    const demande = callAround(evidence, exchange, 'creerOrdonnance')?.params['demande'] as { patient: Patient } | undefined
    return [(exchange.request as Creation | undefined)?.ordonnance.patient.ins.matricule, demande?.patient.ins.matricule]
  },
  WS_EP3: (exchange) => (isAccepted(exchange) ? [(exchange.reply as ReponseConsultation).ordonnance.patient.ins.matricule] : []),
  WS_EP1({ request, seq }, evidence) {
    const execution = request as TransmissionExecution | undefined
    return [execution?.patient.matricule, execution && consultedBefore(evidence, execution.ordonnance, seq)?.ordonnance.patient.ins.matricule]
  },
  // ---- Ordonnance numérique, officine (V3) ----
  // ---- Ordonnance numérique, prescripteur (V3) ----
  WS_EP2: ({ request }) => [(request as Recherche | undefined)?.patient?.matricule],
  // ---- ADRi ----
  ADRI: patientsDesDroits,
  // ---- INSi ----
  WS_INS1({ request, reply }) {
    const { individu, ouvrantDroit } = (request as RechercheVitale | undefined) ?? {}
    return [individu?.matricule, ouvrantDroit?.matricule, (reply as ReponseIns | undefined)?.identite?.actif.matricule]
  },
  WS_INS3: ({ request }) => [(request as VerificationIns | undefined)?.identite.matricule],
  // ---- ApCV et ASAFO ----
}

export const contexteBamPatient = contextCheck(
  'PRE-TLSI-28',
  'Le bénéficiaire que désigne le ContexteBAM est le patient du message',
  (exchange, evidence) => {
    const { contexts, seq } = exchange
    const named = contexts?.contexteBam?.beneficiaire?.numero
    const patients = (PATIENTS_OF[exchange.operation]?.(exchange, evidence) ?? []).filter((numero) => numero !== undefined)
    if (named === undefined || patients.length === 0 || patients.includes(named)) return []
    // Neither number is written: one of them may be somebody's.
    return [{ code: 'autre-patient', message: 'ContexteBAM/BENEFICIAIRE : attendu le patient du message ; reçu le numéro d’un autre.', at: 'ContexteBAM/BENEFICIAIRE', seq }]
  },
)

export const contexteLpsLogiciel = contextCheck(
  'PRE-TLSI-29',
  'La version et l’installation du ContexteLPS sont celles du logiciel',
  ({ contexts, seq }, { opening: { logiciel } }) => {
    const { logicielVersion = logiciel.version, instance = logiciel.instance } = contexts?.contexteLps ?? {}
    return [
      ...(logicielVersion === logiciel.version ? [] : [difference('ContexteLPS/LPS/Version', logiciel.version, logicielVersion, seq)]),
      ...(instance.toLowerCase() === logiciel.instance.toLowerCase() ? [] : [difference('ContexteLPS/LPS/Instance', logiciel.instance, instance, seq)]),
    ]
  },
)
