import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { PROJECT_ROOT } from '../core/project.js'
import { loadPack } from './pack.js'
import { parseXml } from './xml.js'

const folder = join(PROJECT_ROOT, 'schemas/packs/public')
const NS = { soap12: 'http://schemas.xmlsoap.org/wsdl/soap12/', wsdl: 'http://schemas.xmlsoap.org/wsdl/' }

test('the WSDL offers the operations of the ordonnance numérique, under the same actions', () => {
  const document = parseXml(readFileSync(join(folder, 'ep.wsdl')))
  try {
    const actions = document.find('//soap12:operation/@soapAction', NS).map((node) => node.content)
    const expected = Object.values(loadPack(folder).operations).filter(({ service }) => service === 'ordonnances').map((operation) => operation.action)
    expect(actions.sort()).toEqual(expected.sort())
  } finally {
    document.dispose()
  }
})
