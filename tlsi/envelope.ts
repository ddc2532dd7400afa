import type { XmlDocument, XmlElement } from 'libxml2-wasm'
import type { Refusal } from '../core/errors.js'
import { childElements, parseXml, XmlProblem } from '../schemas/xml.js'
import { NS } from './namespaces.js'
import { expectedReceived, refuse, shown, type FrameCode } from './refusals.js'
import { isCanonical } from './signature.js'
import { childNamed, childrenNamed, descend, isNamed, strayText, textOf } from './tree.js'

export interface ContexteLps {
  version: string
  id?: string
  temps?: string
  emetteur?: string
  idam?: string
  /** `R` attribute of LPS/IDAM; documented value 4. */
  idamRole?: string
  logicielVersion?: string
  instance?: string
  nom?: string
}

export interface ContexteBam {
  version: string
  id?: string
  temps?: string
  emetteur?: string
  dateRef?: string
  /** Of COUVERTURE: GrandRegime, Organisme, CodeCentre. */
  organisme?: { regime?: string; caisse?: string; centre?: string }
  assure?: { numero?: string; cle?: string }
  beneficiaire?: { numero?: string; cle?: string; dateNaissance?: string; rang?: string }
}

/** A SOAP 1.2 request of a TLSi téléservice, read but not judged. */
export interface Envelope {
  action?: string
  messageId?: string
  to?: string
  /** `action` parameter of the content type. */
  httpAction?: string
  contexteLps?: ContexteLps
  contexteBam?: ContexteBam
  /** Header blocks as received, for their schemas. */
  blocks: { contexteLps?: XmlElement; contexteBam?: XmlElement }
  /** `saml:Assertion` elements found in `wsse:Security`, in order. */
  assertions: XmlElement[]
  /** The one child element of `soap:Body`. */
  body: XmlElement
  /** Whole text, needed to verify a signature. */
  text: string
  dispose(): void
}

/** Header blocks the frame reads; two of one kind leave a doubt about which one is meant. */
const UNIQUE_BLOCKS: readonly [namespace: string, name: string][] = [
  [NS.wsa, 'Action'],
  [NS.wsa, 'MessageID'],
  [NS.wsa, 'To'],
  [NS.wsse, 'Security'],
  [NS.lps, 'ContexteLPS'],
  [NS.bam, 'ContexteBAM'],
]

/** Reads an envelope. Throws a `Refusal` that says what is not readable (content type, SOAP version, well-formedness, limits, no body). */
export function readEnvelope(bytes: Uint8Array, contentType: string | undefined): Envelope {
  const httpAction = readContentType(contentType)
  const document = parse(bytes)
  try {
    const { header, body } = structureOf(document.root)
    const read = readHeader(header)
    if (!read.assertions.every(isCanonical)) {
      throw refuse('SIM-TLSI-05', expectedReceived('des espaces de noms qui sont des URI absolues', 'une assertion qui n’a pas de forme canonique'))
    }
    return {
      ...present({ httpAction }),
      ...read,
      body: onlyChild(body),
      text: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'),
      dispose: () => document.dispose(),
    }
  } catch (cause) {
    document.dispose()
    throw cause
  }
}

const SOAP_MEDIA_TYPE = 'application/soap+xml'
const EXPECTED_CONTENT_TYPE = `${SOAP_MEDIA_TYPE}; charset=utf-8; action="<action>"`

/** Checks the media type and returns its `action` parameter (tlsi-ins WSDL; docs/sources.md). */
function readContentType(contentType: string | undefined): string | undefined {
  const [mediaType, ...parameters] = splitParameters(contentType ?? '')
  if (mediaType?.toLowerCase() !== SOAP_MEDIA_TYPE) {
    const soap11 = mediaType?.toLowerCase() === 'text/xml' ? ' (type de SOAP 1.1)' : ''
    throw refuse('SIM-TLSI-01', expectedReceived(EXPECTED_CONTENT_TYPE, `${shown(contentType)}${soap11}`))
  }
  const values = new Map(parameters.map(readParameter))
  const charset = values.get('charset')
  if (charset !== undefined && charset.toLowerCase() !== 'utf-8') throw refuse('SIM-TLSI-01', expectedReceived('charset=utf-8', shown(charset)))
  return values.get('action')
}

/** Splits at the semicolons that stand outside quotes. */
const splitParameters = (value: string): string[] => (value.match(/(?:"(?:[^"\\]|\\.)*"|[^;"])+/g) ?? []).map((part) => part.trim())

function readParameter(parameter: string): [name: string, value: string] {
  const [name = '', ...rest] = parameter.split('=')
  const value = rest.join('=').trim()
  const unquoted = /^"(.*)"$/s.exec(value)?.[1]?.replace(/\\(.)/gs, '$1')
  return [name.trim().toLowerCase(), unquoted ?? value]
}

const PROBLEM_CODES = {
  taille: 'SIM-TLSI-02',
  profondeur: 'SIM-TLSI-03',
  doctype: 'SIM-TLSI-04',
  'mal-forme': 'SIM-TLSI-05',
} as const satisfies Record<XmlProblem['kind'], FrameCode>

function parse(bytes: Uint8Array): XmlDocument {
  try {
    return parseXml(bytes)
  } catch (cause) {
    if (cause instanceof XmlProblem) throw unreadable(cause)
    throw cause
  }
}

function unreadable(problem: XmlProblem): Refusal {
  const line = problem.line === undefined ? '' : ` (ligne ${problem.line})`
  return refuse(PROBLEM_CODES[problem.kind], `${problem.message}${line}`)
}

function structureOf(root: XmlElement): { header: XmlElement | undefined; body: XmlElement } {
  if (!isNamed(root, NS.soap, 'Envelope')) {
    const soap11 = isNamed(root, NS.soap11, 'Envelope') ? ' (espace de noms de SOAP 1.1)' : ''
    throw refuse('SIM-TLSI-06', expectedReceived(`{${NS.soap}}Envelope`, `${shown(qualified(root))}${soap11}`))
  }
  const children = childElements(root)
  const names = children.map((child) => (child.namespaceUri === NS.soap ? child.name : qualified(child)))
  const shape = names.join(', ')
  if (shape !== 'Body' && shape !== 'Header, Body') throw refuse('SIM-TLSI-07', expectedReceived('Header puis Body, rien après', shown(shape)))
  refuseStrayText(root)
  const body = children.at(-1)!
  return { header: children.length === 2 ? children[0] : undefined, body }
}

function onlyChild(body: XmlElement): XmlElement {
  const children = childElements(body)
  if (children.length !== 1) throw refuse('SIM-TLSI-08', expectedReceived('1 élément', `${children.length} élément(s)`))
  refuseStrayText(body)
  return children[0]!
}

function refuseStrayText(parent: XmlElement): void {
  const stray = strayText(parent)
  if (stray !== '') throw refuse('SIM-TLSI-07', expectedReceived(`aucun texte directement dans ${parent.name}`, shown(stray)))
}

const qualified = (element: XmlElement): string => `{${element.namespaceUri}}${element.name}`

function readHeader(header: XmlElement | undefined): Pick<Envelope, 'action' | 'messageId' | 'to' | 'contexteLps' | 'contexteBam' | 'blocks' | 'assertions'> {
  for (const [namespace, name] of UNIQUE_BLOCKS) {
    const found = childrenNamed(header, namespace, name).length
    if (found > 1) throw refuse('SIM-TLSI-09', expectedReceived(`un seul bloc ${name}`, `${found} blocs`))
  }
  const contexteLps = childNamed(header, NS.lps, 'ContexteLPS')
  const contexteBam = childNamed(header, NS.bam, 'ContexteBAM')
  return {
    ...present({
      action: textOf(childNamed(header, NS.wsa, 'Action')),
      messageId: textOf(childNamed(header, NS.wsa, 'MessageID')),
      to: textOf(childNamed(header, NS.wsa, 'To')),
      contexteLps: contexteLps && readContexteLps(contexteLps),
      contexteBam: contexteBam && readContexteBam(contexteBam),
    }),
    blocks: present({ contexteLps, contexteBam }),
    assertions: childrenNamed(childNamed(header, NS.wsse, 'Security'), NS.saml, 'Assertion'),
  }
}

function readContexteLps(block: XmlElement): ContexteLps {
  const text = (...path: string[]): string | undefined => textOf(descend(block, NS.lps, ...path))
  return {
    version: block.attr('Version')?.value ?? '',
    ...present({
      id: text('Id'),
      temps: text('Temps'),
      emetteur: text('Emetteur'),
      idam: text('LPS', 'IDAM'),
      idamRole: descend(block, NS.lps, 'LPS', 'IDAM')?.attr('R')?.value,
      logicielVersion: text('LPS', 'Version'),
      instance: text('LPS', 'Instance'),
      nom: text('LPS', 'Nom'),
    }),
  }
}

function readContexteBam(block: XmlElement): ContexteBam {
  const text = (...path: string[]): string | undefined => textOf(descend(block, NS.bam, ...path))
  const holder = descend(block, NS.bam, 'COUVERTURE', 'ASSURE')
  const beneficiary = descend(block, NS.bam, 'COUVERTURE', 'BENEFICIAIRE')
  const organisme = present({ regime: text('COUVERTURE', 'GrandRegime'), caisse: text('COUVERTURE', 'Organisme'), centre: text('COUVERTURE', 'CodeCentre') })
  return {
    version: block.attr('Version')?.value ?? '',
    ...present({
      id: text('Id'),
      temps: text('Temps'),
      emetteur: text('Emetteur'),
      dateRef: text('DateRef'),
      organisme: Object.keys(organisme).length === 0 ? undefined : organisme,
      assure: holder && present({ numero: textOf(descend(holder, NS.bam, 'Id', 'Num')), cle: textOf(descend(holder, NS.bam, 'Id', 'Cle')) }),
      beneficiaire:
        beneficiary &&
        present({
          numero: textOf(descend(beneficiary, NS.bam, 'Nir', 'Num')),
          cle: textOf(descend(beneficiary, NS.bam, 'Nir', 'Cle')),
          dateNaissance: textOf(descend(beneficiary, NS.bam, 'DateNai')),
          rang: textOf(descend(beneficiary, NS.bam, 'Rang')),
        }),
    }),
  }
}

type Present<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>
}

/** Leaves out what is absent, so that an absent block is an absent key. */
function present<T extends Record<string, unknown>>(values: T): Present<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Present<T>
}
