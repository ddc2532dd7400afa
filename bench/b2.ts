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

/** A file of about so many megabytes, made as it is read: sound lots of 900 invoices, each number used once. */
function* fileOf(megabytes: number): Generator<Buffer> {
  const numero = (rank: number): string => String(rank).padStart(9, '0')
  const fichier = {
    typeEmetteur: 'TP',
    numeroEmetteur: OFFICINE.padStart(14, '0'),
    programmeEmetteur: '140A08',
    typeDestinataire: 'CT',
    numeroDestinataire: '00000001999999',
    idFichier: 'MESURE',
    date: DAY,
    message: '',
  }
  let rank = 0
  for (let written = 0, lot = 0; written < megabytes * 1e6; lot += 1) {
    const factures = Array.from({ length: PER_LOT }, () => factureDe(SALE, { numero: numero((rank += 1)), partenaire: OFFICINE }))
    const records = enregistrementsDe({ fichier, numero: String(1 + (lot % 999)).padStart(3, '0'), emetteur: OFFICINE, organisme: '999', date: DAY, certification: 'S', factures })
    const bytes = Buffer.from((lot === 0 ? records.slice(0, -1) : records.slice(1, -1)).join(''), 'latin1')
    written += bytes.byteLength
    yield bytes
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
