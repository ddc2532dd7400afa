import type { ControlCode, ControlFinding } from '../facturation/controles.js'
import { estTiersPayant } from '../facturation/lot.js'
import { REFERENTIEL } from '../facturation/referentiel.js'
import type { Finding } from '../core/readiness.js'
import type { Check } from './check.js'
import { controlledLots, FSE_LOT, type LotControle } from './lotObserve.js'

/** What the payer controls in a lot, one check per requirement (facturation/controles.ts does the work). */

const findingOf = ({ code, message, record, field }: ControlFinding, { exchange }: LotControle): Finding => ({
  code,
  message,
  at: `enregistrement ${record}${field === undefined ? '' : `, ${field}`}`,
  seq: exchange.seq,
})

type Selection = (found: ControlFinding, lot: LotControle) => boolean

/** The findings of some controls are those of one requirement. */
const lotCheck = (requirement: string, expectation: string, select: Selection): Check => ({
  requirement,
  expectation,
  standing: [FSE_LOT],
  check: (evidence) => controlledLots(evidence).flatMap((one) => one.findings.filter((found) => select(found, one)).map((found) => findingOf(found, one))),
})

const coded =
  (...codes: ControlCode[]): Selection =>
  ({ code }) =>
    codes.includes(code)
const both =
  (...selections: Selection[]): Selection =>
  (found, lot) =>
    selections.every((select) => select(found, lot))

const onField =
  (...fields: string[]): Selection =>
  ({ field }) =>
    field !== undefined && fields.includes(field)
const not =
  (select: Selection): Selection =>
  (found, lot) =>
    !select(found, lot)
const isFault: Selection = ({ effet }) => effet !== 'signalement'
/** Fields of which only the label is public: told by `b2 lint`, held against nobody. */
const deduced: Selection = onField('nombreAssures', 'nombrePieces', 'ocPh', 'ocHonoraires')
const totalOfLot: Selection = ({ type }) => type === '6'

const GROUPED = coded('acte-incompatible', 'acte-repete', 'acte-sans-produit', 'honoraire-en-trop')
const ofUph: Selection = ({ acte }) => acte === 'UPH'
const ofInterview: Selection = ({ acte }) => acte !== undefined && REFERENTIEL.actes.get(acte)?.famille === 'entretien'
const inTiersPayant: Selection = ({ facture }, { lot }) => lot.factures.some((one) => one.numero === facture && estTiersPayant(one))

export const CHECKS_LOT = {
  lotEnregistrements: lotCheck('PRE-B2-01', 'Le fichier est fait d’enregistrements de 128 caractères, tous d’un type connu', both(coded('longueur', 'type'), isFault)),
  lotDessins: lotCheck('PRE-B2-02', 'Chaque champ a la forme de son dessin', coded('champ')),
  lotStructure: lotCheck('PRE-B2-03', 'Les enregistrements se suivent dans l’ordre du fichier, du lot et de la facture', both(coded('structure'), isFault)),
  lotUnParFichier: lotCheck('PRE-B2-04', 'Un fichier porte un seul lot', both(coded('structure'), not(isFault))),
  lotCoherence: lotCheck('PRE-B2-05', 'Chaque enregistrement redit la facture, le lot et le fichier dont il fait partie', both(coded('coherence'), isFault)),
  lotComptes: lotCheck('PRE-B2-06', 'Le fichier compte juste ses enregistrements, ses lots, ses factures, ses lignes et ses actes', both(coded('compte'), not(deduced))),
  lotTotauxFactures: lotCheck('PRE-B2-07', 'Le total de chaque facture est la somme de ses lignes', both(coded('total'), not(totalOfLot), not(deduced))),
  lotTotaux: lotCheck('PRE-B2-08', 'Le total du lot est la somme de ses factures', both(coded('total'), totalOfLot)),
  lotClesNir: lotCheck('PRE-B2-09', 'La clé de chaque NIR du lot est juste', both(coded('cle'), onField('cleNir', 'cle'))),
  lotClesNumeros: lotCheck('PRE-B2-10', 'La clé de chaque numéro de partenaire et de chaque code CIP13 du lot est juste', both(coded('cle'), not(onField('cleNir', 'cle')))),
  lotEmetteur: lotCheck('PRE-B2-11', 'L’officine de la session est l’émetteur du fichier, du lot et de chaque facture', coded('emetteur')),
  lotCertification: lotCheck('PRE-B2-12', 'La certification du lot est celle d’un mode de facturation : S, D ou N', coded('certification')),
  lotDestination: lotCheck('PRE-B2-13', 'Le type et le numéro du destinataire sont ceux du régime et du centre du lot', coded('destination')),
  lotRoutage: lotCheck('PRE-B2-14', 'Chaque facture relève d’une caisse que le destinataire du lot sert', coded('routage')),
  lotDimensions: lotCheck('PRE-B2-15', 'Un lot ne compte ni plus de 999 factures ni plus de 990 lignes', both(coded('taille'), isFault)),
  lotNumeroNeuf: lotCheck('PRE-B2-16', 'Un numéro de lot ne sert pas à un autre contenu pour le même destinataire', (found) => found.code === 'lot-deja-recu' || (found.code === 'doublon' && found.field === 'numeroLot')),
  factureNumeroNeuf: lotCheck('PRE-B2-17', 'Un numéro de facture ne sert qu’une fois, même après un rejet', (found) => found.code === 'deja-facturee' || (found.code === 'doublon' && found.field === 'numeroFacture')),
  lotDatesOrdonnees: lotCheck('PRE-B2-18', 'L’ordonnance, les soins, le lot et le fichier se suivent dans le temps', coded('dates-desordre', 'delai')),
  lotDatesPassees: lotCheck('PRE-B2-19', 'Aucune date du lot n’est à venir', coded('date-future')),
  factureUnJour: lotCheck('PRE-B2-20', 'Les soins d’une facture sont du même jour', coded('dates-differentes')),
  lotMontants: lotCheck('PRE-B2-21', 'Le montant, la base et la part AMO d’une ligne découlent de son prix, de sa quantité et de son taux', coded('montant')),
  lotTaux: lotCheck('PRE-B2-22', 'Le taux d’une ligne est celui de son code acte', coded('taux')),
  lotExoneration: lotCheck('PRE-B2-23', 'Une ligne exonérée est prise en charge à 100 %, sous l’exonération de sa facture', coded('taux-exonere', 'exoneration')),
  lotActesOuverts: lotCheck('PRE-B2-24', 'Chaque code acte se facture, et vaut à la date des soins', both(coded('acte-clos', 'acte-caisse'), not(ofInterview))),
  lotHonoraires: lotCheck('PRE-B2-25', 'Un honoraire accompagne un produit de son taux, sans dépasser le nombre de boîtes', both(GROUPED, not(ofUph), not(ofInterview))),
  lotUph: lotCheck('PRE-B2-26', 'UPH se facture une fois, avec un produit, avec tout acte de dispensation', both(GROUPED, ofUph)),
  lotEntretiens: lotCheck('PRE-B2-27', 'Les entretiens tenus depuis 2024 se facturent avec les nouveaux codes, et seuls', both(coded('acte-incompatible', 'acte-repete', 'acte-clos'), ofInterview)),
  lotProduits: lotCheck('PRE-B2-28', 'Chaque produit remis est dit par son code, en quantité non nulle', coded('produit-absent', 'quantite')),
  lotOrdonnance: lotCheck('PRE-B2-29', 'L’identifiant d’ordonnance numérique d’une ligne compte 18 chiffres ou majuscules', coded('ordonnance')),
  lotDelaiAssure: lotCheck('PRE-B2-30', 'Une facture que l’assuré a payée est reçue dans les 3 jours ouvrés', both(coded('transmission-tardive'), not(inTiersPayant))),
  lotDelaiTiersPayant: lotCheck('PRE-B2-31', 'Une facture en tiers payant est reçue dans les 8 jours ouvrés', both(coded('transmission-tardive'), inTiersPayant)),
  lotDelaiFacturation: lotCheck('PRE-B2-32', 'Les soins sont facturés dans l’année', coded('facturation-tardive')),
  lotAddendum4: lotCheck('PRE-B2-33', 'Aucun lot ne part par le flux de l’addendum 4 après son arrêt', coded('flux-arrete')),
  lotGardeAVue: lotCheck('PRE-B2-34', 'Aucune facture dégradée n’est faite pour un patient fictif', coded('garde-a-vue')),
  lotSuspension: lotCheck('PRE-B2-35', 'Aucune délivrance suspendue n’est facturée quand l’officine en a été informée', coded('prestation-suspendue')),
} as const satisfies Record<string, Check>
