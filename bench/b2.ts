import type { Vente } from '../core/facturation.js'
import { ControleLot } from '../facturation/controles.js'
import { enregistrementsDe, LecteurLot } from '../facturation/lot.js'
import { StructureB2 } from '../facturation/structure.js'
import { factureDe } from '../facturation/vente.js'
import { B2_LENGTH, readB2 } from '../schemas/b2/b2.js'
import { PATIENTS, PHARMACIENS, PRODUITS } from '../simulators/population.js'

const DAY = '2026-11-24'
const OFFICINE = PHARMACIENS.officineUn.structure!.finess!
const { ins, dateNaissance, nomFamille, prenom } = PATIENTS.adulte

const SALE: Vente = {
  beneficiaire: { nir: ins.matricule, cle: ins.cle, dateNaissance, rangNaissance: '1', nomFamille, prenom, organisme: { regime: '01', caisse: '999', centre: '0000' } },
  prescripteur: { numeroAm: '991000101', rpps: '99900001012', specialite: '01' },
  dateOrdonnance: DAY,
  dateDelivrance: DAY,
  natureAssurance: '10',
  exoneration: '0',
  tiersPayant: true,
  lignes: [{ codeActe: 'PH7', cip13: PRODUITS.doliprane.cip13!, quantite: 2, prixUnitaire: 218, taux: 65 }, { codeActe: 'HD7', quantite: 2, prixUnitaire: 102, taux: 65 }],
}
const PER_LOT = 900

const FICHIER = {
  typeEmetteur: 'TP',
  numeroEmetteur: OFFICINE.padStart(14, '0'),
  programmeEmetteur: '140A08',
  typeDestinataire: 'CT',
  numeroDestinataire: '00000001999999',
  idFichier: 'MESURE',
  date: DAY,
  message: '',
}

/** A file of about so many megabytes, made as it is read: sound lots of 900 invoices, each number used once. */
function* fileOf(megabytes: number): Generator<Buffer> {
  const factures = Array.from({ length: PER_LOT }, (_, rank) => factureDe(SALE, { numero: String(rank).padStart(9, '0'), partenaire: OFFICINE }))
  const records = enregistrementsDe({ fichier: FICHIER, numero: '001', emetteur: OFFICINE, organisme: '999', date: DAY, certification: 'S', factures })
  const head = Buffer.from(records[0]!, 'latin1')
  const lot = Buffer.from(records.slice(1, -1).join(''), 'latin1')
  // Where each record has the number of its invoice.
  const places = records.slice(1, -1).flatMap((record, index) => (/^[25]|^4/.test(record) ? [index * B2_LENGTH + (record[35] === 'P' ? 26 : 29)] : []))
  const perInvoice = places.length / PER_LOT
  yield head
  for (let written = 0, turn = 0; written < megabytes * 1e6; turn += 1) {
    const copy = Buffer.from(lot)
    places.forEach((place, index) => copy.write(String(1 + turn * PER_LOT + Math.floor(index / perInvoice)).padStart(9, '0'), place, 'latin1'))
    written += copy.byteLength
    yield copy
  }
}

export interface B2Measure {
  /** Megabytes read per second, with every control, and with the records only cut. */
  controlled: number
  cut: number
  /** Growth of the memory of the process between the first quarter of the file and its end, in megabytes. */
  growth: number
}

export async function measureB2(megabytes: number): Promise<B2Measure> {
  const pass = async (controls: boolean): Promise<{ speed: number; growth: number }> => {
    const structure = new StructureB2()
    const lecteur = new LecteurLot()
    const control = new ControleLot({ now: new Date(`${DAY}T11:00:00Z`) })
    let records = 0
    let early = 0
    const count = (findings: Iterable<unknown>): void => {
      for (const found of findings) records += Number(found === undefined)
    }
    const started = performance.now()
    for await (const record of readB2(fileOf(megabytes))) {
      records += 1
      if (records * B2_LENGTH >= (megabytes * 1e6) / 4 && early === 0) early = process.memoryUsage.rss()
      if (!controls) continue
      count(structure.record(record))
      for (const part of lecteur.push(record)) count(part.partie === 'entete' ? control.entete(part.entete) : part.partie === 'facture' ? control.facture(part.facture) : control.fin(part.totaux))
    }
    return { speed: (records * B2_LENGTH) / 1e6 / ((performance.now() - started) / 1000), growth: (process.memoryUsage.rss() - early) / 1e6 }
  }
  const { speed: controlled, growth } = await pass(true)
  const { speed: cut } = await pass(false)
  return { controlled, cut, growth }
}
