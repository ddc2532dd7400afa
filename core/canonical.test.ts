import { expect, test } from 'vitest'
import { canonicalProblems, fieldsOf } from './canonical.js'

const ligne = { numero: 1, type: 'medicament', produit: { libelle: 'X' } }

test('a value with everything required holds', () => {
  expect(canonicalProblems('Ligne', ligne)).toEqual([])
})

test('each problem names its field, what was expected and what was received', () => {
  expect(canonicalProblems('Ligne', { ...ligne, numero: '1', type: 'autre', produit: {}, mentions: 'MED-574', couleur: 'bleu' })).toEqual([
    { at: 'couleur', message: expect.stringContaining('champ inconnu de Ligne ; champs possibles : numero, type, produit') },
    { at: 'numero', message: 'attendu : un nombre entier ; reçu : "1"' },
    { at: 'type', message: expect.stringContaining('attendu : medicament, dispositifMedical') },
    { at: 'produit.libelle', message: 'champ requis, absent' },
    { at: 'mentions', message: 'attendu : une liste ; reçu : "MED-574"' },
  ])
  expect(canonicalProblems('Ligne', { ...ligne, mentions: ['MED-574', 'X'] }).map(({ at }) => at)).toEqual(['mentions[1]'])
})

test('what is no object, or no date, is said', () => {
  expect(canonicalProblems('Ins', null)).toEqual([{ at: '', message: 'attendu : un objet Ins ; reçu : null' }])
  expect(canonicalProblems('ReponseCreation', { identifiant: 'a', dateEnregistrement: 'hier' })).toHaveLength(1)
})

test('a name of Object.prototype is no field', () => {
  expect(canonicalProblems('Ins', JSON.parse('{"matricule":"a","cle":"b","oid":"c","__proto__":1}'))).toHaveLength(1)
  expect(Object.hasOwn(fieldsOf('Ins'), 'toString')).toBe(false)
})
