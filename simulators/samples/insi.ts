import { DELAI_PREMIER, DELAI_SECOND, type DepotLot, type IdentiteAVerifier, type RechercheTraits, type RechercheVitale, type ReleveLot, type VerificationIns } from '../../core/insi.js'
import type { EtatInsi } from '../insi.js'
import { PATIENTS } from '../population.js'
import type { Sample, SampleContext, StateTable } from '../simulator.js'

const { ins, nomFamille, prenom, sexe, dateNaissance, lieuNaissance } = PATIENTS.adulte
const birthPlace = lieuNaissance === undefined ? {} : { lieuNaissance }

const identite: IdentiteAVerifier = { ...ins, nomNaissance: nomFamille, prenoms: [prenom], sexe, dateNaissance, ...birthPlace }

const depot = (): DepotLot => ({ identites: [{ reference: '1', ...identite }] })

/** A batch whose result is ready: one deposited long enough ago, by somebody else when there is none. */
function lotPret({ lots, nextLot }: EtatInsi, { now }: SampleContext): string {
  const oldEnough = now.getTime() - (DELAI_PREMIER + DELAI_SECOND) * 1000
  const ready = [...lots].find(([, { deposeA }]) => deposeA <= oldEnough)
  if (ready) return ready[0]
  const lot = nextLot()
  lots.set(lot, { ...depot(), deposeA: oldEnough })
  return lot
}

export const samples: Readonly<Record<string, Sample<EtatInsi>>> = {
  WS_INS1: { request: (): RechercheVitale => ({ individu: { matricule: ins.matricule, cle: ins.cle }, nomNaissance: nomFamille, dateNaissance }) },
  WS_INS2: { request: (): RechercheTraits => ({ nomNaissance: nomFamille, prenoms: [prenom], sexe, dateNaissance, ...birthPlace }) },
  WS_INS3: { request: (): VerificationIns => ({ identite }) },
  WS_INS4: { modes: ['CPS'], request: depot },
  WS_INS5: { modes: ['CPS'], request: (etat, context): ReleveLot => ({ lot: lotPret(etat, context) }) },
}

export const describe = (etat: EtatInsi): StateTable[] => [
  { title: 'Plateforme', columns: ['Personnalité', 'Personnes connues'], rows: [[etat.plateforme, String(etat.personnes.length)]] },
  { title: 'Lots déposés', columns: ['Lot', 'Identités'], rows: [...etat.lots].map(([lot, { identites }]) => [lot, String(identites.length)]) },
]
