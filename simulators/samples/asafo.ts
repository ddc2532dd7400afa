import { saisieAsafo, type AlerteAsafo, type RechercheAsafo } from '../../core/asafo.js'
import { DAY_MS } from '../../core/clock.js'
import type { EtatAsafo } from '../asafo.js'
import { PATIENTS } from '../population.js'
import type { Deposit, Sample, StateTable } from '../simulator.js'

const FIXTURE = 'deposerAlerte'

const alert = ({ now }: { now: Date }): AlerteAsafo => ({
  reference: 'SIM-ASAFO-0001',
  date: new Date(now.getTime() - DAY_MS).toISOString().slice(0, 10),
  nom: PATIENTS.traitUnion.nomFamille,
  prenom: PATIENTS.traitUnion.prenom,
  motif: 'Ordonnance falsifiée : posologie surchargée.',
})

export const deposits: readonly Deposit[] = [{ title: 'une alerte sur une fausse ordonnance, dont le nom porte un trait d’union', fixture: FIXTURE, value: alert }]

export const samples: Readonly<Record<string, Sample<EtatAsafo>>> = {
  ASAFO_RECHERCHER: {
    profil: 'officine',
    request: ({ alertes }, context): RechercheAsafo => {
      const { nom, prenom } = alertes[0] ?? (context.prepare(FIXTURE, alert(context)) as AlerteAsafo)
      return { nom: saisieAsafo(nom), prenom: saisieAsafo(prenom) }
    },
  },
}

export const describe = ({ alertes, version }: EtatAsafo): StateTable[] => [
  {
    title: `Alertes ASAFO (version ${version === 'actuelle' ? 'en service' : 'annoncée'})`,
    columns: ['Référence', 'Date', 'Nom', 'Prénom', 'Motif'],
    rows: alertes.map(({ reference, date, nom, prenom, motif }) => [reference, date, nom, prenom, motif]),
  },
]
