import { FRAME_CHECKS } from '../tlsi/checks.js'
import type { Check, Evidence, ObservedExchange } from './check.js'
import { Inconclusive } from './check.js'
import { observedExchanges } from './observed.js'

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
export const adressageAction = frameCheck('adressageAction', 'PRE-TLSI-03')
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
