import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PROJECT_ROOT } from '../core/project.js'
import { ecrireMessageService } from '../facturation/retours.js'
import { soundB2 } from '../schemas/testing/b2.js'
import { lint, type LintOptions } from './b2Lint.js'
import { explain } from './noemieExplain.js'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'b2 '))
})
afterAll(() => rmSync(folder, { recursive: true }))

function file(name: string, content: string | Uint8Array): string {
  writeFileSync(join(folder, name), typeof content === 'string' ? Buffer.from(content, 'latin1') : content)
  return join(folder, name)
}

interface Told {
  lines: string[]
  errors: string[]
  code: number | undefined
}

async function told(paths: readonly string[], options: Partial<LintOptions> = {}, command = lint): Promise<Told> {
  const result: Told = { lines: [], errors: [], code: undefined }
  await command(paths, { limite: 200, ...options }, { output: { line: (text = '') => result.lines.push(text), error: (text) => result.errors.push(text) }, signal: new AbortController().signal, setExitCode: (value) => (result.code = value) })
  return result
}

const ajv = new Ajv2020({ allErrors: true })
;(addFormats as unknown as (instance: Ajv2020) => void)(ajv)
const schemaOf = (name: string) => ajv.compile(JSON.parse(readFileSync(join(PROJECT_ROOT, `schemas/${name}.schema.json`), 'utf8')) as object)
const SOUND = soundB2().join('')
const RETOUR = ecrireMessageService({
  nature: 'SERVICE',
  entete: { emetteur: { type: 'CT', numero: '00000001000631' }, destinataire: { type: 'TP', numero: '00000990023018' }, fichier: 'X00001', date: '2026-11-24', flux: 'T' },
  lignes: ['Maintenance'],
})

test('several files: each is told, an unreadable one does not stop the others, the worst is the exit code', async () => {
  const [sound, wrong] = [file('sain.b2', SOUND), file('faux.b2', SOUND.replace('ESSAI1', 'essai1'))]
  expect((await told([sound, sound])).code).toBe(0)
  expect((await told([sound, wrong])).code).toBe(1)
  const { lines, errors, code } = await told([wrong, join(folder, 'absent.b2'), folder, sound])
  expect(code).toBe(3)
  expect(lines.filter((line) => line.includes('enregistrement(s)'))).toHaveLength(2)
  expect(errors.join('\n')).toContain('il n’existe pas')
  expect(errors.join('\n')).toContain('c’est un dossier')
})

test('causes are said in French', async () => {
  const packed = gzipSync(Buffer.from(SOUND))
  expect((await told([file('coupe.gz', packed.subarray(0, 60))])).errors.join()).toContain('le fichier gzip est coupé')
  const corrupt = Buffer.from(packed)
  corrupt.fill(0xff, 20, 40)
  expect((await told([file('corrompu.gz', corrupt)])).errors.join()).toMatch(/le fichier gzip est (corrompu|coupé)/)
  expect((await told([file('sain.gz', packed)])).code).toBe(0)
})

test('JSON is one line a file, as its schema says, whatever the file', async () => {
  const valid = schemaOf('b2-lint')
  const files = [SOUND, SOUND.replace('ESSAI1', 'essai1'), SOUND.replaceAll('PH7  ', 'BMR  '), SOUND.slice(0, 300), '', Buffer.alloc(5000, 0x80), RETOUR].map((content, index) => file(`json${index}`, content))
  const { lines } = await told(files, { json: true, arbre: true, date: '2026-11-25' })
  expect(lines).toHaveLength(files.length)
  const read = lines.map((line) => JSON.parse(line) as { version: number; constats: object[]; contenu: { type: string }[]; enregistrements: number })
  for (const one of read) expect([valid(one), valid.errors]).toEqual([true, null])
  expect(read[0]!.contenu.map(({ type }) => type)).toEqual(['000', '1', '2', '4', '4P', '5', '2', '4', '4P', '5', '6', '999'])
  const [limited] = (await told([files[0]!], { json: true, arbre: true, limite: 3 })).lines
  expect((JSON.parse(limited!) as { contenu: object[] }).contenu).toHaveLength(3)
})

test('the JSON of a return follows its schema too', async () => {
  const valid = schemaOf('noemie-explain')
  const files = [RETOUR, RETOUR.subarray(0, 200), Buffer.from(SOUND, 'latin1'), Buffer.alloc(0)].map((content, index) => file(`retour${index}`, content))
  const { lines } = await told(files, { json: true }, explain)
  expect(lines).toHaveLength(files.length)
  for (const line of lines) expect([valid(JSON.parse(line)), valid.errors]).toEqual([true, null])
})

test('a file of another kind is said to be one, and which', async () => {
  const KINDS: [content: string | Uint8Array, received: string][] = [
    [RETOUR, 'un retour NOEMIE'],
    ['PK\u0003\u0004...', 'une archive ZIP'],
    ['%PDF-1.7', 'un document PDF'],
    [Buffer.from(`\ufeff${SOUND}`, 'utf16le'), 'un fichier en UTF-16'],
    [Buffer.from(SOUND, 'utf16le'), 'un fichier en UTF-16'],
    [Buffer.from([0xf0, 0xf0, 0xf0, 0xe3, 0xd7]), 'un fichier en EBCDIC'],
    ['Received: from x\r\nSubject: IR\r\n\r\n', 'un message électronique'],
    [Buffer.from([0x30, 0x82, 0x01, 0x00]), 'une enveloppe chiffrée (CMS)'],
    ['<html>', 'un document XML, HTML ou JSON'],
  ]
  for (const [content, received] of KINDS) {
    const { lines, code } = await told([file('autre', content)])
    expect(code).toBe(1)
    expect(lines[0]).toContain(`reçu : ${received}. À faire : `)
    expect(lines).toHaveLength(2)
  }
  const { lines } = await told([file('lot.b2', SOUND)], {}, explain)
  expect(lines[0]).toContain('reçu : un fichier B2. À faire : le contrôler avec « preserie b2 lint ».')
})

test('a UTF-8 mark is told once, and the rest is read', async () => {
  const { lines, code } = await told([file('bom.b2', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(SOUND)]))])
  expect(code).toBe(1)
  expect(lines).toHaveLength(2)
  expect(lines[1]).toBe('12 enregistrement(s), 1 erreur(s), 0 avertissement(s)')
})

test('what a file holds does not drive the terminal', async () => {
  for (const content of [`\u001b[2J\u0007${SOUND}`, SOUND.replace('ESSAI1', '\u001b[2J\u009b'), Buffer.from(Array.from({ length: 2000 }, (_, index) => index % 256))]) {
    const path = file('junk.b2', content)
    const all = [...(await told([path], { arbre: true })).lines, ...(await told([path], {}, explain)).lines].join('\n')
    expect(all).not.toMatch(/[\u0000-\u0008\u000b-\u001a\u007f-\u009f]|\u001b(?!\[\d+m)/)
  }
})

test('findings beyond the limit are counted, and said to be more', async () => {
  const { lines } = await told([file('faux.b2', SOUND.toLowerCase())], { limite: 2 })
  expect(lines).toHaveLength(4)
  expect(lines[2]).toMatch(/^… et \d+ autre\(s\) constat\(s\) ; --limite en montre davantage\.$/)
})

test('findings say where, and what was expected', async () => {
  const path = file('faux.b2', SOUND.replace('ESSAI1', 'essai1'))
  expect((await told([path])).lines.join('\n')).toContain('Enregistrement 1 (000), positions 50 à 55, id fichier')
  const json = JSON.parse((await told([path], { json: true })).lines[0]!) as { erreurs: number; constats: { field: string; from: number }[] }
  expect(json.constats[0]).toMatchObject({ field: 'idFichier', from: 50 })
  expect(json.erreurs).toBe(2)
})

test('what the acts, the dates and the delays have against it, on the day asked', async () => {
  const path = file('lot.b2', SOUND)
  const on = async (date: string): Promise<{ text: string; code: number | undefined }> => {
    const { lines, code } = await told([path], { date })
    return { text: lines.join('\n'), code }
  }
  expect((await on('2026-11-25')).code).toBe(0)
  expect(await on('2026-12-03')).toMatchObject({ code: 0, text: expect.stringContaining('8 jours ouvrés en tiers payant, jusqu’au 02/12/2026') })
  expect((await on('2027-11-19')).text).not.toContain('des soins de moins de 12 mois')
  expect((await on('2027-11-20')).text).toContain('des soins de moins de 12 mois au 20/11/2027')
  expect((await on('2026-11-19')).text).toContain('au plus tard le 19/11/2026')
  const { lines } = await told([file('actes.b2', SOUND.replaceAll('PH7  ', 'BMR  '))], { json: true })
  expect((JSON.parse(lines[0]!) as { constats: { code: string; effet: string }[] }).constats[0]).toMatchObject({ code: 'acte-caisse', effet: 'facture' })
})

test('bytes of any kind are told', async () => {
  for (const content of [Buffer.from([0, 255, 10, 13, 26]), Buffer.alloc(300, 0x80), '']) expect(await told([file('octets.b2', content)], { arbre: true })).toMatchObject({ code: 1, errors: [] })
})

test('a number that belongs to no test identity is not printed', async () => {
  const real = '1550675123456'
  for (const options of [{ arbre: true }, { arbre: true, json: true }]) {
    const text = (await told([file('reel.b2', SOUND.replaceAll('2840763999901', real))], options)).lines.join('\n')
    expect(text).not.toContain(real)
    expect(text).toContain('9'.repeat(13))
  }
  // Out of shape, it is told by its shape.
  const cut = (await told([file('reel.b2', SOUND.replaceAll('2840763999901', '15506751234 6'))])).lines.join('\n')
  expect(cut).toContain('« 99999999999 9 »')
})
