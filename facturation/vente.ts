import type { LigneAFacturer, Vente } from '../core/facturation.js'
import { dateB2, REGLEMENT, type FactureAEcrire, type LigneAEcrire } from './lot.js'
import { estExonere, REFERENTIEL, type Referentiel } from './referentiel.js'

/** Half a cent goes up. */
export const partAmo = (base: number, taux: number): number => Math.round((base * taux) / 100)

/** What the AMO pays of a line: everything as soon as an exoneration is said, except for an act that none concerns; else its rate, or that of the local régime. */
export function tauxFacture({ codeActe, taux }: Pick<LigneAFacturer, 'codeActe' | 'taux'>, { exoneration, natureAssurance }: Pick<Vente, 'exoneration' | 'natureAssurance'>, reference: Referentiel = REFERENTIEL): number {
  if ((reference.actes.get(codeActe)?.exonerable ?? 'oui') !== 'oui') return taux
  if (estExonere(exoneration, natureAssurance, reference)) return 100
  const { nature, taux: local } = reference.taux.alsaceMoselle
  return natureAssurance === nature ? (local[String(taux)] ?? taux) : taux
}

function ligneDe(ligne: LigneAFacturer, vente: Vente, ordonnance: string | undefined): LigneAEcrire {
  const montant = ligne.prixUnitaire * ligne.quantite
  const taux = tauxFacture(ligne, vente)
  const code = ligne.cip13 ?? ligne.lpp
  return {
    codeActe: ligne.codeActe,
    date: vente.dateDelivrance,
    quantite: ligne.quantite,
    prixUnitaire: ligne.prixUnitaire,
    base: montant,
    taux,
    amo: partAmo(montant, taux),
    montant,
    exoneration: vente.exoneration,
    prescripteur: vente.prescripteur.numeroAm,
    specialite: vente.prescripteur.specialite,
    produits:
      code === undefined
        ? []
        : [
            {
              code,
              substitution: ligne.substitution ?? '0',
              ...(ordonnance === undefined ? {} : { ordonnance }),
              ...(ligne.numeroSerie === undefined ? {} : { numeroSerie: ligne.numeroSerie }),
              nonSubstituable: false,
              renouvellement: 0,
              enLigne: ordonnance !== undefined,
              datePrescription: vente.dateOrdonnance,
            },
          ],
  }
}

/** The invoice of a sale, as an honest software writes it. */
export function factureDe(vente: Vente, { numero, partenaire, ordonnance }: { numero: string; partenaire: string; ordonnance?: string }): FactureAEcrire {
  const { nir, cle, rang = '000', organisme, dateNaissance, rangNaissance } = vente.beneficiaire
  return {
    numero,
    partenaire,
    nir,
    cle,
    rang,
    ...organisme,
    natureAssurance: vente.natureAssurance,
    exoneration: vente.exoneration,
    naissance: dateB2(dateNaissance),
    rangNaissance,
    destinataireReglement: vente.tiersPayant ? REGLEMENT.pharmacie : REGLEMENT.assure,
    lignes: vente.lignes.map((ligne) => ligneDe(ligne, vente, ordonnance)),
  }
}
