import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { SchemaViolation, type RefusalDetail } from '../core/errors.js'
import { PROJECT_ROOT } from '../core/project.js'
import { compileXsd } from '../schemas/xml.js'
import { buildFault, buildReply, readReply, type ReadFault } from './answer.js'
import { FRAME_CODES, frameRefusal, type FrameCode } from './refusals.js'

const siram = compileXsd(join(PROJECT_ROOT, 'schemas/tlsi/siram.xsd'))
const MESSAGE_ID = 'uuid:5a1f2f0e-6f3a-4c58-8a77-2f9c3b6d1e20'

const unavailable: RefusalDetail = {
  side: 'Receiver',
  subcode: 'siram_40',
  code: 'insi_102',
  severity: 'fatal',
  message: 'Service <momentanément> indisponible & fermé',
}

function faultOf(text: string): ReadFault {
  const read = readReply(Buffer.from(text))
  if (read.kind !== 'fault') throw new Error('not a fault')
  return read
}

describe('a reply', () => {
  it('echoes the MessageID and answers the action', () => {
    const read = readReply(Buffer.from(buildReply({ action: 'urn:a', relatesMessageId: MESSAGE_ID, body: '<e:Rep xmlns:e="urn:essai"/>' })))
    expect(read).toMatchObject({ kind: 'reply', action: 'urn:aResponse', messageId: MESSAGE_ID })
    if (read.kind === 'reply') expect(read.body.name).toBe('Rep')
    read.dispose()
  })
})

describe('a fault', () => {
  it('is read back as it was said, and its Erreur follows siram.xsd', () => {
    const read = faultOf(buildFault(unavailable, MESSAGE_ID))
    expect(read).toMatchObject({
      side: 'Receiver',
      subcode: 'siram_40',
      code: 'insi_102',
      severity: 'fatal',
      message: unavailable.message,
      messageId: MESSAGE_ID,
    })
    expect(siram.validate(read.erreur!)).toEqual([])
    read.dispose()
  })

  it('writes code and subcode as QNames of the envelope’s prefix', () => {
    const text = buildFault(unavailable)
    expect(text).toContain('<soap:Code><soap:Value>soap:Receiver</soap:Value><soap:Subcode><soap:Value>soap:siram_40</soap:Value></soap:Subcode></soap:Code>')
    expect(text).toContain('<soap:Text xml:lang="fr">')
    expect(text).not.toContain('messageID')
  })

  it('does not echo a MessageID that is none', () => {
    expect(buildFault(unavailable, 'x'.repeat(1000))).not.toContain('xxx')
  })

  it.each(Object.keys(FRAME_CODES) as FrameCode[])('%s gives a valid fault', (code) => {
    const read = faultOf(buildFault(frameRefusal(code, 'Attendu : a ; reçu : \u0000 <b> "c".'), MESSAGE_ID))
    expect(siram.validate(read.erreur!)).toEqual([])
    expect(read).toMatchObject({ subcode: 'SIM-TLSI', code })
    read.dispose()
  })
})

describe('an answer that is none', () => {
  it.each(['', '<html/>', '<soap:Envelope', buildFault(unavailable).replace(/<soap:Fault>.*<\/soap:Fault>/s, '')])('is a schema violation', (text) => {
    expect(() => readReply(Buffer.from(text))).toThrow(SchemaViolation)
  })
})
