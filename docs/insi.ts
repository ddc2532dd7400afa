import { nirKey } from '../core/identifiers.js'
import type { BeneficiaireCarte, CarteVitale } from '../core/insi.js'
import { CARTES, PERSONNES, type Personne } from '../simulators/personnes.js'
import { code, table } from './markdown.js'

const personRow = ({ identite: { actif, historique = [], traits }, horsRfi }: Personne): string[] => [
  traits.nomNaissance ?? '',
  traits.listePrenoms ?? '',
  code(`${actif.matricule} ${actif.cle ?? ''}`),
  code(actif.oid),
  historique.map(({ matricule, cle }) => code(`${matricule} ${cle ?? nirKey(matricule)}`)).join(', '),
  traits.dateNaissance ?? '',
  traits.sexe ?? '',
  `${traits.lieuNaissance ?? ''}${horsRfi ? ' ; inconnu de la plateforme éditeur' : ''}`,
]

const cardRow = ([holder, { beneficiaires }]: [string, CarteVitale]): string[] => [
  holder,
  beneficiaires
    .map(({ nomFamille, nomUsage, prenom, rang, matricule }: BeneficiaireCarte) => `${nomFamille}${nomUsage ? ` (usage ${nomUsage})` : ''} ${prenom}, rang ${rang}${matricule ? '' : ', sans matricule propre'}`)
    .join(' ; '),
]

/** The people and the cards of the scenarios of INSi, beside the patients of the population. */
export const insiPopulation = (): string =>
  [
    table(['Nom de naissance', 'Prénoms', 'Matricule et clé', 'OID', 'Historique', 'Naissance', 'Sexe', 'Lieu'], Object.values(PERSONNES).map(personRow)),
    table(['Carte Vitale de', 'Personnes'], Object.entries(CARTES).map(cardRow)),
  ].join('\n\n')
