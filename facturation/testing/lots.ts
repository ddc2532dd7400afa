import type { LigneAFacturer, Vente } from '../../core/facturation.js'
import { nirKey, withLuhnKey } from '../../core/identifiers.js'
import type { LotAEcrire } from '../lot.js'
import { factureDe } from '../vente.js'

/** Sales and lots of an officine that does not exist, for tests: honest unless the test says otherwise. */

export const OFFICINE = withLuhnKey('99002301')
export const NIR = '2840763999901'
/** Tuesday 24 November 2026, 11:00 in Paris. */
export const MAINTENANT = new Date('2026-11-24T10:00:00.000Z')

export const ligne = (changes: Partial<LigneAFacturer> = {}): LigneAFacturer => ({ codeActe: 'PH7', cip13: '3400935955838', quantite: 2, prixUnitaire: 218, taux: 65, ...changes })
export const honoraire = (changes: Partial<LigneAFacturer> = {}): LigneAFacturer => ({ codeActe: 'HD7', quantite: 2, prixUnitaire: 102, taux: 65, ...changes })

export const vente = (changes: Partial<Vente> = {}): Vente => ({
  beneficiaire: {
    nir: NIR,
    cle: nirKey(NIR),
    dateNaissance: '1984-07-14',
    rangNaissance: '1',
    nomFamille: 'TESTARD-FICTIF',
    prenom: 'ESSAIE',
    organisme: { regime: '01', caisse: '999', centre: '0000' },
  },
  prescripteur: { numeroAm: '991000101', rpps: '99900001012', specialite: '01' },
  dateOrdonnance: '2026-11-19',
  dateDelivrance: '2026-11-20',
  natureAssurance: '10',
  exoneration: '0',
  tiersPayant: true,
  lignes: [ligne(), honoraire()],
  ...changes,
})

/** A lot of one invoice per sale, numbered from 1. */
export const lotDe = (ventes: readonly Vente[] = [vente()], changes: Partial<LotAEcrire> = {}): LotAEcrire => ({
  fichier: {
    typeEmetteur: 'TP',
    numeroEmetteur: OFFICINE.padStart(14, '0'),
    programmeEmetteur: '140A08',
    typeDestinataire: 'CT',
    numeroDestinataire: '00000001999999',
    idFichier: 'LOT004',
    date: '2026-11-24',
    message: 'LOGICIEL TEMOIN',
  },
  numero: '004',
  emetteur: OFFICINE,
  organisme: '999',
  date: '2026-11-24',
  certification: 'S',
  factures: ventes.map((one, index) => factureDe(one, { numero: String(index + 1).padStart(9, '0'), partenaire: OFFICINE })),
  ...changes,
})
