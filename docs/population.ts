import type { Patient, Produit, Professionnel } from '../core/ordonnance.js'
import { PATIENTS, PHARMACIENS, PRESCRIPTEURS, PRODUITS, REMPLACANTS } from '../simulators/population.js'
import { code, table } from './markdown.js'

const section = (title: string, body: string): string => `### ${title}\n\n${body}`

const patientRow = ({ ins, nomFamille, nomUsage, prenom, dateNaissance, sexe, lieuNaissance }: Patient): string[] => [
  `${nomFamille}${nomUsage ? ` (usage ${nomUsage})` : ''}`,
  prenom,
  code(`${ins.matricule} ${ins.cle}`),
  dateNaissance,
  sexe,
  lieuNaissance ?? '',
]

const professionalRow = ({ rpps, nom, prenom, profession, specialite, identifiantFacturation, structure }: Professionnel): string[] => [
  `${nom} ${prenom}`,
  code(rpps),
  `${profession}${specialite ? ` / ${specialite}` : ''}`,
  identifiantFacturation ? code(identifiantFacturation) : '',
  structure?.finess ? code(structure.finess) : '',
  structure?.raisonSociale ?? '',
]

const productRow = ({ libelle, cis, cip13, medicamentVirtuel, atc, lpp, emdn }: Produit): string[] => [libelle, ...[cis, cip13, medicamentVirtuel, atc, lpp, emdn].map((value) => (value ? code(value) : ''))]

const professionals = (people: readonly Professionnel[]): string => table(['Nom', 'RPPS', 'Profession', 'Facturation', 'FINESS', 'Structure'], people.map(professionalRow))

export const population = (): string =>
  [
    section('Patients', table(['Nom de famille', 'Prénom', 'Matricule et clé', 'Naissance', 'Sexe', 'Lieu'], Object.values(PATIENTS).map(patientRow))),
    section('Prescripteurs', professionals([...Object.values(PRESCRIPTEURS), ...Object.values(REMPLACANTS)])),
    section('Pharmaciens', professionals(Object.values(PHARMACIENS))),
    section('Produits', table(['Libellé', 'CIS', 'CIP13', 'Médicament virtuel', 'ATC', 'LPP', 'EMDN'], Object.values(PRODUITS).map(productRow))),
  ].join('\n\n')
