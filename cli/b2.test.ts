import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { PROJECT_ROOT } from '../core/project.js'
import { soundB2 } from '../schemas/testing/b2.js'
import { writeNoemie } from '../schemas/noemie/noemie.js'

/** The compiled command line as its users call it; `npm test` compiles first. */
const preserie = (...args: string[]): { status: number | null; stdout: string; stderr: string } =>
  spawnSync(process.execPath, [join(PROJECT_ROOT, 'dist/cli/main.js'), ...args], { encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } })

const folder = mkdtempSync(join(tmpdir(), 'b2-'))
function file(name: string, content: string | Uint8Array): string {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}

test('b2 lint: 0 and a tree for a sound file, also packed', () => {
  const text = soundB2().join('')
  const { status, stdout } = preserie('b2', 'lint', file('lot.b2', text), '--arbre')
  expect(status).toBe(0)
  expect(stdout).toContain('4P détail pharmacie (supposé)')
  expect(stdout).toContain('date soins : 20/11/2026')
  expect(stdout).toContain('honoraires : 10,80 €')
  expect(stdout).toContain('12 enregistrement(s), 0 erreur(s), 0 avertissement(s)')
  expect(preserie('b2', 'lint', file('lot.b2.gz', gzipSync(Buffer.from(text)))).status).toBe(0)
})

test('b2 lint: 1 with the findings, as text and as JSON', () => {
  const path = file('faux.b2', soundB2().join('').replace('ESSAI1', 'essai1'))
  const { status, stdout } = preserie('b2', 'lint', path)
  expect(status).toBe(1)
  expect(stdout).toContain('Enregistrement 1 (000), positions 50 à 55, id fichier')
  const json = JSON.parse(preserie('b2', 'lint', path, '--json').stdout) as { erreurs: number; constats: { field: string; from: number }[] }
  expect(json.constats[0]).toMatchObject({ field: 'idFichier', from: 50 })
  expect(json.erreurs).toBe(2)
})

test('b2 lint: what the acts, the dates and the delays have against it, on the day asked', () => {
  const path = file('lot.b2', soundB2().join(''))
  expect(preserie('b2', 'lint', path, '--date', '2026-11-25').status).toBe(0)
  const late = preserie('b2', 'lint', path, '--date', '2026-12-03')
  expect(late.status).toBe(0)
  expect(late.stdout).toContain('8 jours ouvrés en tiers payant, jusqu’au 02/12/2026')
  expect(preserie('b2', 'lint', path, '--date', '2027-11-21').stdout).toContain('des soins de moins de 12 mois au 21/11/2027')
  expect(preserie('b2', 'lint', path, '--date', '2026-11-19').stdout).toContain('au plus tard le 19/11/2026')
  expect(preserie('b2', 'lint', path, '--date', '2026-02-30').stderr).toContain('une date AAAA-MM-JJ du calendrier est attendue')
  const other = preserie('b2', 'lint', file('actes.b2', soundB2().join('').replaceAll('PH7  ', 'BMR  ')), '--json')
  expect((JSON.parse(other.stdout) as { constats: { code: string; effet: string }[] }).constats[0]).toMatchObject({ code: 'acte-caisse', effet: 'facture' })
})

test('b2 lint: bytes of any kind are told, never a stack', () => {
  for (const content of [Buffer.from([0, 255, 10, 13, 26]), Buffer.alloc(300, 0x80), 'PK\u0003\u0004 une archive', '']) {
    const { status, stderr } = preserie('b2', 'lint', file('octets.b2', content), '--arbre')
    expect(status).toBe(1)
    expect(stderr).not.toMatch(/\n\s+at /)
  }
})

test('b2 lint: a number that belongs to no test identity is not printed', () => {
  const real = '1550675123456'
  const { stdout } = preserie('b2', 'lint', file('reel.b2', soundB2().join('').replaceAll('2840763999901', real)), '--arbre')
  expect(stdout).not.toContain(real)
  expect(stdout).toContain('9'.repeat(13))
})

test('noemie explain: a tree by level, and what is wrong', () => {
  const entities = [
    writeNoemie('000', { typeEmetteur: 'CP', numeroEmetteur: '1', typeDestinataire: 'TP', numeroDestinataire: '1', identificationFichier: 'R1', dateCreationFichier: '261124', normeUtiliseeReferenceEchange: '576', uniteMonetaire: 'U', longueurEnregistrement: '128' }),
    writeNoemie('100', { niveau: '03', numeroFacture: '17' }),
    writeNoemie('198', { niveau: '04', montantAmoDemande: '702', etatPaiementPartAmo: 'P', montantAmoPaye: '702', signeMontantAmoPaye: '0' }),
  ]
  const { status, stdout } = preserie('noemie', 'explain', file('retour.noe', entities.join('')))
  expect(status).toBe(1)
  expect(stdout).toContain('        198 paiement de la part AMO  Niveau de rupture : 04 · Montant AMO demandé : 7,02 €')
  expect(stdout).toContain('une entité 999 pour finir')
})

test('a file that cannot be read is 3, without a stack', () => {
  for (const path of [join(folder, 'absent.b2'), folder, file('coupe.b2.gz', gzipSync(Buffer.from('x'.repeat(5000))).subarray(0, 20))]) {
    const { status, stderr } = preserie('b2', 'lint', path)
    expect(status).toBe(3)
    expect(stderr).toContain('ne peut pas être lu')
    expect(stderr).not.toMatch(/\n\s+at /)
  }
})
