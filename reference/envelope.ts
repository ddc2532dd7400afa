import { randomUUID } from 'node:crypto'
import { buildAssertion, buildPscAssertion } from './assertion.js'
import type { Behaviour } from './behaviour.js'
import type { Couverture } from './droits.js'
import type { Ins } from './model.js'
import type { SessionOpening } from './session.js'
import { XmlNodeDraft } from './xml.js'

export const NAMESPACES = {
  soap: 'http://www.w3.org/2003/05/soap-envelope',
  wsa: 'http://www.w3.org/2005/08/addressing',
  wsse: 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd',
  ctxlps: 'urn:siram:lps:ctxlps',
  ctxbam: 'urn:siram:bam:ctxbam',
  siram: 'urn:siram',
} as const satisfies Record<string, string>

const { siram: _, ...DECLARED } = NAMESPACES

export interface EnvelopeParts {
  opening: SessionOpening
  behaviour: Behaviour
  now: Date
  openedAt: Date
  action: string
  /** Address of the téléservice. */
  url: string
  messageId: string
  /** Whether the téléservice is given a ContexteBAM: all but those of the ApCV. */
  contexteBam: boolean
  /** The body element, namespaces declared. */
  body: string
  /** The person the call is about, when known. */
  patient?: Ins
  /** More of that person, when the téléservice is given a ContexteBAM in full. */
  couverture?: Partial<Couverture>
  /** What the patient's card or ApCV context signed, as it is. */
  assertionPatient?: string
  /** Who is authenticated by Pro Santé Connect, in that mode. */
  personne?: { idNat: string; professions: readonly string[] }
}

/** The whole SOAP 1.2 request; every id in it is new. */
export function buildEnvelope(parts: EnvelopeParts): string {
  const headers = [security(parts), parts.contexteBam ? contexteBam(parts) : '', contexteLps(parts), ...addressing(parts)].join('')
  const declarations = Object.entries(DECLARED).map(([prefix, uri]) => ` xmlns:${prefix}="${uri}"`)
  return (
    '<?xml version="1.0" encoding="UTF-8"?>' +
    `<soap:Envelope${declarations.join('')}><soap:Header>${headers}</soap:Header><soap:Body>${parts.body}</soap:Body></soap:Envelope>`
  )
}

function leaf(name: string, text: string): string {
  const node = new XmlNodeDraft(name)
  node.text = text
  return node.toString()
}

const addressing = ({ action, messageId, url }: EnvelopeParts): string[] => [
  leaf('wsa:Action', action),
  leaf('wsa:MessageID', messageId),
  leaf('wsa:To', url),
]

/** No professional's assertion in software-certificate mode: the TLS certificate alone says who calls. */
function security(parts: EnvelopeParts): string {
  const assertions = professionalAssertion(parts) + (parts.assertionPatient ?? '')
  return assertions === '' ? '' : `<wsse:Security>${assertions}</wsse:Security>`
}

function professionalAssertion({ opening, behaviour, now, personne }: EnvelopeParts): string {
  if (opening.authentification.mode === 'CERTIFICAT_LOGICIEL') return ''
  if (opening.authentification.mode === 'PSC') {
    return behaviour.psc.assertion(buildPscAssertion(opening.professionnel, personne ?? { idNat: opening.professionnel.idNat, professions: [] }, now))
  }
  const { certificat, clePrivee } = opening.authentification
  return behaviour.signAssertion(buildAssertion(opening.professionnel, certificat, now, opening.preparateur), { certificat, clePrivee })
}

/** National id of the sender: the professional (8 + RPPS), or the structure (1 + FINESS) in software-certificate mode. */
export const emetteur = ({ authentification, professionnel, preparateur }: SessionOpening): string =>
  authentification.mode !== 'CERTIFICAT_LOGICIEL' ? (preparateur ?? professionnel).idNat : `1${professionnel.structure.finess}`

function contexteLps({ opening, behaviour, now, openedAt }: EnvelopeParts): string {
  const root = new XmlNodeDraft('ctxlps:ContexteLPS')
  root.attributes.set('Nature', 'CTXLPS').set('Version', '01_00')
  root.append('ctxlps:Id').text = randomUUID()
  root.append('ctxlps:Temps').text = behaviour.contexteLpsTemps(now, openedAt).toISOString()
  root.append('ctxlps:Emetteur').text = emetteur(opening)
  const lps = root.append('ctxlps:LPS')
  const idam = lps.append('ctxlps:IDAM')
  idam.attributes.set('R', '4')
  idam.text = opening.logiciel.idam
  lps.append('ctxlps:Version').text = opening.logiciel.version
  lps.append('ctxlps:Instance').text = opening.logiciel.instance
  lps.append('ctxlps:Nom').text = lpsName(opening.logiciel)
  return root.toString()
}

/** `urn:lps:<name>:<version>`; a URN takes neither spaces nor accents. */
export function lpsName({ nom, version }: { nom: string; version: string }): string {
  if (nom.startsWith('urn:lps:')) return nom
  const part = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[^\w.\-]+/g, '-')
  return `urn:lps:${part(nom)}:${part(version)}`
}

function contexteBam({ opening, now, patient, couverture: known }: EnvelopeParts): string {
  const root = new XmlNodeDraft('ctxbam:ContexteBAM')
  root.attributes.set('Nature', 'CTXBAM').set('Version', '01_02')
  root.append('ctxbam:Id').text = randomUUID()
  root.append('ctxbam:Temps').text = now.toISOString()
  root.append('ctxbam:Emetteur').text = emetteur(opening)
  const couverture = root.append('ctxbam:COUVERTURE')
  if (known) fillCouverture(couverture, known)
  else if (patient) appendNir(couverture.append('ctxbam:BENEFICIAIRE').append('ctxbam:Nir'), patient.matricule, patient.cle)
  return root.toString()
}

function appendNir(parent: XmlNodeDraft, numero: string, cle: string): void {
  parent.append('ctxbam:Num').text = numero
  parent.append('ctxbam:Cle').text = cle
}

/** Who is insured, who is cared for and who pays, in the order of the schema. */
function fillCouverture(couverture: XmlNodeDraft, { organisme, assure, beneficiaire }: Partial<Couverture>): void {
  if (organisme) {
    couverture.append('ctxbam:GrandRegime').text = organisme.regime
    couverture.append('ctxbam:Organisme').text = organisme.caisse
    couverture.append('ctxbam:CodeCentre').text = organisme.centre
  }
  if (assure) appendNir(couverture.append('ctxbam:ASSURE').append('ctxbam:Id'), assure.numero, assure.cle)
  if (!beneficiaire) return
  const node = couverture.append('ctxbam:BENEFICIAIRE')
  if (beneficiaire.nir) appendNir(node.append('ctxbam:Nir'), beneficiaire.nir.numero, beneficiaire.nir.cle)
  node.append('ctxbam:DateNai').text = beneficiaire.dateNaissance
  node.append('ctxbam:Rang').text = String(beneficiaire.rang)
}
