import { describe, expect, it } from 'vitest'
import { Refusal } from '../core/errors.js'
import { DEFAULT_LIMITS } from '../schemas/xml.js'
import { readEnvelope } from './envelope.js'
import { NS } from './namespaces.js'
import { FRAME_CODES } from './refusals.js'

const TYPE = 'application/soap+xml; charset=utf-8; action="urn:a;b"'
const BODY = '<e:Demande xmlns:e="urn:essai"/>'

const envelope = (header: string, body = BODY, after = ''): string =>
  `<soap:Envelope xmlns:soap="${NS.soap}" xmlns:wsa="${NS.wsa}" xmlns:lps="${NS.lps}" xmlns:bam="${NS.bam}">` +
  `<soap:Header>${header}</soap:Header><soap:Body>${body}</soap:Body>${after}</soap:Envelope>`

function refusalOf(text: string | Uint8Array, contentType: string | undefined = TYPE): Refusal['detail'] {
  try {
    readEnvelope(typeof text === 'string' ? Buffer.from(text) : text, contentType).dispose()
  } catch (cause) {
    if (cause instanceof Refusal) return cause.detail
    throw cause
  }
  throw new Error('the envelope was read')
}

describe('a readable envelope', () => {
  it('gives its addressing, contexts, assertions and body', () => {
    const header =
      '<wsa:Action> urn:a;b </wsa:Action><wsa:MessageID>uuid:x</wsa:MessageID><wsa:To>https://banc/lps</wsa:To>' +
      '<lps:ContexteLPS Version="01_00"><lps:Id>i</lps:Id><lps:LPS><lps:IDAM R="4">SIM0</lps:IDAM></lps:LPS></lps:ContexteLPS>' +
      '<bam:ContexteBAM Version="01_02"><bam:Id>j</bam:Id><bam:COUVERTURE><bam:BENEFICIAIRE><bam:Nir><bam:Num>n</bam:Num><bam:Cle>c</bam:Cle></bam:Nir>' +
      '<bam:Rang>1</bam:Rang></bam:BENEFICIAIRE></bam:COUVERTURE></bam:ContexteBAM>'
    const read = readEnvelope(Buffer.from(envelope(header)), TYPE)
    expect(read).toMatchObject({
      httpAction: 'urn:a;b',
      action: 'urn:a;b',
      messageId: 'uuid:x',
      to: 'https://banc/lps',
      contexteLps: { version: '01_00', id: 'i', idam: 'SIM0', idamRole: '4' },
      contexteBam: { version: '01_02', id: 'j', beneficiaire: { numero: 'n', cle: 'c', rang: '1' } },
      assertions: [],
    })
    expect(read.body.name).toBe('Demande')
    expect(read.contexteBam).not.toHaveProperty('assure')
    read.dispose()
  })

  it.each([
    ['a UTF-8 byte order mark', Buffer.from(`\ufeff${envelope('')}`)],
    ['an XML declaration and blanks', Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n${envelope('', `\n${BODY}\n`)}\n`)],
    ['UTF-16', Buffer.from(`\ufeff<?xml version="1.0" encoding="UTF-16"?>${envelope('')}`, 'utf16le')],
  ])('may have %s', (_what, bytes) => {
    const read = readEnvelope(bytes, 'Application/SOAP+XML')
    expect(read.action).toBeUndefined()
    read.dispose()
  })

  it('may have no header', () => {
    const read = readEnvelope(Buffer.from(`<s:Envelope xmlns:s="${NS.soap}"><s:Body>${BODY}</s:Body></s:Envelope>`), TYPE)
    expect(read.contexteLps).toBeUndefined()
    read.dispose()
  })
})

describe('what cannot be read', () => {
  const soap11 = envelope('').replaceAll(NS.soap, NS.soap11)
  const bomb = `<!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>${envelope('', '<e:D xmlns:e="urn:e">&b;</e:D>')}`
  const external = `<!DOCTYPE b [<!ENTITY a SYSTEM "file:///etc/passwd">]>${envelope('', '<e:D xmlns:e="urn:e">&a;</e:D>')}`

  it.each([
    ['the content type of SOAP 1.1', envelope(''), 'SIM-TLSI-01', 'text/xml; charset=utf-8'],
    ['another charset', envelope(''), 'SIM-TLSI-01', 'application/soap+xml; charset=iso-8859-1'],
    ['a document that is too big', envelope('', `<e:D xmlns:e="urn:e">${'a'.repeat(DEFAULT_LIMITS.bytes)}</e:D>`), 'SIM-TLSI-02', TYPE],
    ['elements nested too deep', envelope('', '<a>'.repeat(200) + '</a>'.repeat(200)), 'SIM-TLSI-03', TYPE],
    ['an entity bomb', bomb, 'SIM-TLSI-04', TYPE],
    ['an external entity', external, 'SIM-TLSI-04', TYPE],
    ['an unknown entity', envelope('', '<e:D xmlns:e="urn:e">&a;</e:D>'), 'SIM-TLSI-05', TYPE],
    ['nothing', '', 'SIM-TLSI-05', TYPE],
    ['JSON', '{"a":1}', 'SIM-TLSI-05', TYPE],
    ['a cut document', envelope('').slice(0, -20), 'SIM-TLSI-05', TYPE],
    ['content after the envelope', `${envelope('')}<encore/>`, 'SIM-TLSI-05', TYPE],
    ['an unbound prefix', envelope('', '<inconnu:D/>'), 'SIM-TLSI-05', TYPE],
    ['SOAP 1.1', soap11, 'SIM-TLSI-06', TYPE],
    ['an element without namespace', '<Envelope/>', 'SIM-TLSI-06', TYPE],
    ['no body', `<s:Envelope xmlns:s="${NS.soap}"><s:Header/></s:Envelope>`, 'SIM-TLSI-07', TYPE],
    ['two bodies', envelope('', BODY, '<soap:Body/>'), 'SIM-TLSI-07', TYPE],
    ['an element after the body', envelope('', BODY, '<encore xmlns="urn:x"/>'), 'SIM-TLSI-07', TYPE],
    ['text after the body', envelope('', BODY, 'texte'), 'SIM-TLSI-07', TYPE],
    ['an empty body', envelope('', ''), 'SIM-TLSI-08', TYPE],
    ['two body elements', envelope('', BODY + BODY), 'SIM-TLSI-08', TYPE],
    ['text in the body', envelope('', `${BODY}texte`), 'SIM-TLSI-07', TYPE],
    ['two Actions', envelope('<wsa:Action>a</wsa:Action><wsa:Action>b</wsa:Action>'), 'SIM-TLSI-09', TYPE],
    ['two ContexteLPS', envelope('<lps:ContexteLPS/><lps:ContexteLPS/>'), 'SIM-TLSI-09', TYPE],
  ])('%s', (_what, text, code, contentType) => {
    const detail = refusalOf(text, contentType)
    expect([detail.subcode, detail.code]).toEqual(['SIM-TLSI', code])
    expect(detail.status).toBe(FRAME_CODES[code as keyof typeof FRAME_CODES].status)
    expect(detail.message.startsWith(FRAME_CODES[code as keyof typeof FRAME_CODES].message)).toBe(true)
  })

  it('says which content type SOAP 1.1 sends', () => {
    expect(refusalOf(envelope(''), 'text/xml').message).toContain('SOAP 1.1')
    expect(refusalOf(soap11).message).toContain('espace de noms de SOAP 1.1')
  })

  it('refuses a message without a content type', () => {
    expect(() => readEnvelope(Buffer.from(envelope('')), undefined)).toThrow(Refusal)
  })
})
