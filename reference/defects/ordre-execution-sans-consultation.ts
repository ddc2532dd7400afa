import type { Ligne, LigneDemandee, OrdonnanceConsultee } from '../model.js'
import type { DeliverySituation } from '../behaviour.js'
import type { Defect } from './defect.js'

export default {
  name: 'ordre-execution-sans-consultation',
  title: 'Délivre et transmet l’exécution sans avoir consulté l’ordonnance',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  versions: ['V2', 'V3'],
  expected: [
    { requirement: 'PRE-EP1-02', code: 'executionApresConsultation/non-consultee', versions: ['V3'] },
    { requirement: 'PRE-EP1-16', code: 'delivranceSansConsultation/transmise', versions: ['V3'] },
    { requirement: 'PRE-EP1-16', code: 'delivranceSansConsultation/statut', versions: ['V2'] },
    { requirement: 'PRE-EP1-16', code: 'delivranceSansConsultation/muet', versions: ['V2'] },
  ],
  behaviour: () => ({ ordonnanceToDeliver: (consultee, situation) => (situation.demandee ? consultee : fromLocalFile(situation)) }),
} satisfies Defect

/** The wrong software trusts the code and the patient file it keeps for that counter. */
function fromLocalFile({ identifiant, lignes, code, pharmacien }: DeliverySituation): OrdonnanceConsultee {
  const prescribed = lignes.map(fromCounter)
  return {
    ordonnance: {
      identifiant,
      dateHeure: new Date(0).toISOString(),
      patient: {
        // a published test identity: the key is right, the person is not the patient
        ins: { matricule: '2770763220829', cle: '10', oid: '1.2.250.1.213.1.4.10' },
        nomFamille: code?.patient?.nomFamille ?? 'INCONNU',
        prenom: code?.patient?.prenom ?? 'INCONNU',
        dateNaissance: code?.patient?.dateNaissance ?? '1985-05-12',
        sexe: 'F',
      },
      prescripteur: { rpps: code?.prescripteur?.rpps ?? pharmacien.rpps, nom: 'INCONNU', prenom: 'INCONNU', profession: '10' },
      opposition: false,
      lignes: prescribed,
    },
    statut: 'active',
    executions: 0,
    restes: prescribed.map(({ numero, quantite }) => ({ numero, delivre: 0, reste: quantite ?? 1 })),
  }
}

const fromCounter = ({ numero, produit, quantite }: LigneDemandee): Ligne => ({
  numero,
  type: 'medicament',
  produit: produit ?? { libelle: 'Produit délivré' },
  quantite: quantite ?? 1,
})
