import type { DemandeDroits } from '../../core/droits.js'
import type { BaseDroits, Beneficiaire, Foyer } from '../droits.js'
import type { Sample, StateTable } from '../simulator.js'

/** The first person of the base who has a number of their own. */
function somebody({ foyers }: BaseDroits): { foyer: Foyer; beneficiaire: Beneficiaire } {
  const [foyer] = foyers.values()
  return { foyer: foyer!, beneficiaire: foyer!.beneficiaires[0]! }
}

export const samples: Readonly<Record<string, Sample<BaseDroits>>> = {
  ADRI: {
    request: (base, { now }): DemandeDroits => {
      const { foyer, beneficiaire } = somebody(base)
      const { nir, dateNaissance, rang } = beneficiaire
      return { dateReference: now.toISOString().slice(0, 10), ...(nir ? { nirCertifie: nir } : {}), dateNaissance, rang, assure: foyer.assure }
    },
    couverture: (base) => {
      const { foyer, beneficiaire } = somebody(base)
      const { nir, dateNaissance, rang } = beneficiaire
      return { organisme: foyer.organisme, assure: foyer.assure, beneficiaire: { ...(nir ? { nir } : {}), dateNaissance, rang } }
    },
  },
}

export function describe({ foyers, amontFerme }: BaseDroits): StateTable[] {
  return [
    {
      title: amontFerme ? 'Bénéficiaires (service amont fermé)' : 'Bénéficiaires',
      columns: ['Assuré', 'Bénéficiaire', 'Né le', 'Rang', 'Organisme', 'Droits', 'Aide', 'Exonérations'],
      rows: [...foyers.values()].flatMap(({ assure, organisme, beneficiaires }) =>
        beneficiaires.map(({ nomFamille, prenom, dateNaissance, rang, droits }) => [
          assure.numero,
          `${prenom} ${nomFamille}`,
          dateNaissance,
          String(rang),
          `${organisme.regime} ${organisme.caisse} ${organisme.centre}`,
          `${droits.fin === undefined ? 'depuis le' : 'du'} ${droits.debut}${droits.fin === undefined ? '' : ` au ${droits.fin}`}`,
          droits.aide?.nature ?? '',
          droits.exonerations.map(({ code }) => code).join(', '),
        ]),
      ),
    },
  ]
}
