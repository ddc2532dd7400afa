import { expect, test } from 'vitest'
import type { Creation, Ligne, Ordonnance } from '../core/ordonnance.js'
import * as checks from './modification.js'
import { asked, codesOf, creation, NOW, ORDONNANCE, REFUSAL, sent, tell, WARNING, type Event } from './testing.js'

const ADDED: Ligne = { numero: 1, type: 'medicament', produit: { cis: '64720167', libelle: 'VENTOLINE' }, posologie: '2 bouffées', quantite: 1 }
const completed = (line: Partial<Ligne> = {}): Ordonnance => ({ ...ORDONNANCE, lignes: [...ORDONNANCE.lignes, { ...ADDED, numero: 3, ajouteLe: NOW, ...line }] })
const addition = (ordonnance: Ordonnance = completed()): Creation => ({ version: 'V3', nature: 'ajout', ordonnance })
const call = (observation: Record<string, unknown> = { statut: 'transmise' }): Event => ({ call: 'ajouterLignes', params: { identifiant: ORDONNANCE.identifiant, lignes: [ADDED] }, observation })
const cancelled = (observation: Record<string, unknown> = { statut: 'transmise' }): Event => ({ call: 'annulerOrdonnance', params: { identifiant: ORDONNANCE.identifiant }, observation })
const after = (...events: Event[]) => tell([sent(creation()), asked(), ...events])
const refused = { reply: undefined, fault: REFUSAL }

test.each([
  ['an honest addition', checks.ajoutTransmis, after(sent(addition()), call()), []],
  ['an honest content', checks.ajoutContenu, after(sent(addition()), call()), []],
  ['an addition as a new ordonnance', checks.ajoutTransmis, after(sent(creation({ ...completed(), identifiant: '03UE8SP00UGBYH4JF7' })), call()), ['autre-ordonnance']],
  ['an addition never sent', checks.ajoutTransmis, after(call()), ['aucun-echange']],
  ['an addition without its date', checks.ajoutContenu, after(sent(addition({ ...ORDONNANCE, lignes: [...ORDONNANCE.lignes, { ...ADDED, numero: 3 }] })), call()), ['absent']],
  ['an addition that changes what was there', checks.ajoutContenu, after(sent(addition({ ...completed(), lignes: [{ ...ORDONNANCE.lignes[0]!, quantite: 9 }, ...completed().lignes.slice(1)] })), call()), ['different']],
  ['an addition with the number of another line', checks.ajoutContenu, after(sent(addition(completed({ numero: 1 }))), call()), ['different']],
  ['a refusal that is told', checks.ajoutRefusAnnonce, after(sent(addition(), refused), call({ statut: 'refusee', messages: [WARNING] })), []],
  ['a refusal claimed', checks.ajoutRefusAnnonce, after(sent(addition(), refused), call()), ['usurpe']],
  ['a refusal without a word', checks.ajoutRefusAnnonce, after(sent(addition(), refused), call({ statut: 'refusee' })), ['muet']],
  ['an honest cancellation', checks.annulationTransmise, after(sent({ ...creation(), nature: 'annulation' }), cancelled()), []],
  ['a cancellation that creates', checks.annulationTransmise, after(sent(creation()), cancelled()), ['autre-ordonnance']],
  ['a refused cancellation claimed', checks.annulationRefusAnnonce, after(sent({ ...creation(), nature: 'annulation' }, refused), cancelled()), ['usurpe']],
  ['nothing registered', checks.ajoutTransmis, tell([call()]), ['skip:logiciel']],
])('%s', async (_title, check, evidence, codes) => {
  expect(await codesOf(check, evidence)).toEqual(codes)
})
