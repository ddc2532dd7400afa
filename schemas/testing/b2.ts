import { nirKey, withLuhnKey } from '../../core/identifiers.js'
import { writeB2 } from '../b2/b2.js'

/** A sound B2 file of a pharmacy that does not exist, for tests: one lot, as many invoices as asked. */

const PARTNER = withLuhnKey('99002303')
const EMETTEUR = PARTNER.padStart(14, '0')
const DESTINATAIRE = '00000001999999'
const NIR = '2840763999901'
export const FILE_DATE = '261124'

const party = { typeEmetteur: 'TP', numeroEmetteur: EMETTEUR, typeDestinataire: 'CT', numeroDestinataire: DESTINATAIRE, application: 'TR', idFichier: 'ESSAI1' }
const prefix = (invoice: number): Record<string, string> => ({ partenaireSante: PARTNER, nirAssure: NIR, cleNir: nirKey(NIR), numeroFacture: String(invoice) })

/** 2 boxes at 5,40 €, 65 %. */
const AMOUNTS = { base: 1080, taux: 65, amo: 702 }

function invoice(numero: number): string[] {
  const share = String(AMOUNTS.base - AMOUNTS.amo)
  return [
    writeB2('2', { ...prefix(numero), grandRegime: '01', caisse: '999', centre: '0000', natureAssurance: '10', naissance: '840714' }),
    writeB2('4', { ...prefix(numero), dateSoins: '261120', codeActe: 'PH7', quantite: '2', prixUnitaire: '540', base: String(AMOUNTS.base), taux: String(AMOUNTS.taux), amo: String(AMOUNTS.amo), honoraires: String(AMOUNTS.base) }),
    writeB2('4P', { ...prefix(numero), sequence: '1', codeProduit: '3400935955838', datePrescription: '261119' }),
    writeB2('5', { ...prefix(numero), nombreLignes: '2', totalHonoraires: String(AMOUNTS.base), totalAmoHonoraires: String(AMOUNTS.amo), participationAssureAvantOc: share }),
  ]
}

/** Records of a file, in order. */
export function soundB2(invoices = 2): string[] {
  const lines = Array.from({ length: invoices }, (_, index) => invoice(index + 1)).flat()
  const records = [
    writeB2('000', { ...party, dateCreation: FILE_DATE, variante: 'PH' }),
    writeB2('1', { numeroEmetteur: PARTNER, organismeDestinataire: '999', numeroLot: '017', dateLot: FILE_DATE, variante: 'PH', certification: 'S', versionMmaaaa: '062007' }),
    ...lines,
    writeB2('6', { numeroEmetteur: PARTNER, nombreFactures: String(invoices), nombreActes: String(invoices), total: String(AMOUNTS.base * invoices), totalAmo: String(AMOUNTS.amo * invoices), numeroLot: '017' }),
  ]
  return [...records, writeB2('999', { ...party, nombreEnregistrements: String(records.length + 1), nombreLots: '1' })]
}
