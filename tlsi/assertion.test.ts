import { expect, test } from 'vitest'
import { patientAssertions } from './assertion.js'
import { readEnvelope } from './envelope.js'

const assertion = (qualifier: string, nameId: string): string =>
  `<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"><saml:Subject><saml:NameID NameQualifier="${qualifier}">${nameId}</saml:NameID></saml:Subject></saml:Assertion>`
const PROFESSIONAL = assertion('CPS', '899900001019')
const CARD = assertion('SIM-VITALE', '999763999901')

function read(assertions: string, mode: Parameters<typeof patientAssertions>[1]): string[] {
  const wsse = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd'
  const header = `<soap:Header><wsse:Security xmlns:wsse="${wsse}">${assertions}</wsse:Security></soap:Header>`
  const text = `<soap:Envelope xmlns:soap="http://www.w3.org/2003/05/soap-envelope">${header}<soap:Body><x/></soap:Body></soap:Envelope>`
  const envelope = readEnvelope(Buffer.from(text), 'application/soap+xml')
  try {
    return patientAssertions(envelope, mode).map(({ nameId }) => nameId)
  } finally {
    envelope.dispose()
  }
}

test('the assertion of a card goes with the professional’s', () => {
  expect(read(PROFESSIONAL + CARD, 'CPS')).toEqual(['999763999901'])
  expect(read(PROFESSIONAL, 'CPS')).toEqual([])
})

test('a lone assertion is taken for the professional’s, but where no professional has one', () => {
  expect(read(CARD, 'CPS')).toEqual([])
  expect(read(CARD, 'CERTIFICAT_LOGICIEL')).toEqual(['999763999901'])
  expect(read(PROFESSIONAL, 'CERTIFICAT_LOGICIEL')).toEqual([])
})
