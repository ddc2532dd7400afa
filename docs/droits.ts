import { AIDES, EXONERATIONS } from '../core/droits.js'
import { ASSURES, type Assure } from '../simulators/assures.js'
import { identiteDe, organismeEnVigueur, REFUS_DROITS, REGROUPEMENTS } from '../simulators/droits.js'
import { code, table } from './markdown.js'

const organismText = ({ regime, caisse, centre }: { regime: string; caisse: string; centre: string }): string => code(`${regime}/${caisse}/${centre}`)

/** What ADRi says of somebody when a scenario prepares nothing else. */
function rightsText({ foyer, beneficiaire: { droits } }: NonNullable<ReturnType<typeof identiteDe>>): string {
  const facts = [
    droits.aide && AIDES[droits.aide.nature],
    ...droits.exonerations.map(({ code: value }) => `exonération ${value}`),
    droits.medecinTraitant && 'médecin traitant déclaré',
    droits.tiersPayant ? undefined : 'sans tiers payant',
    organismeEnVigueur(foyer.organisme) === foyer.organisme ? undefined : `caisse regroupée en ${organismText(organismeEnVigueur(foyer.organisme))}`,
  ]
  return facts.filter(Boolean).join(', ') || 'ouverts'
}

function row(personne: Assure): string[] {
  const found = identiteDe(personne)
  const { nomFamille, prenom, dateNaissance, rang, nir } = personne
  const number = nir ? code(`${nir.numero} ${nir.cle}`) : 'pas encore'
  if (!found) return [nomFamille, prenom, number, dateNaissance, String(rang), '', 'inconnu du service']
  const { assure, organisme } = found.foyer
  return [nomFamille, prenom, number, dateNaissance, String(rang), `${assure.numero === nir?.numero ? 'soi-même' : code(assure.numero)}, ${organismText(organisme)}`, rightsText(found)]
}

/** People whose rights are known, beside the patients of the population. */
export const rightsPopulation = (): string =>
  table(['Nom de famille', 'Prénom', 'NIR et clé', 'Naissance', 'Rang', 'Assuré et organisme de la carte', 'Droits'], Object.values(ASSURES as Record<string, Assure>).map(row))

export const rightsCodes = (): string =>
  [
    ['**Exonérations du ticket modérateur**', table(['Code', 'Sens'], Object.entries(EXONERATIONS).map(([value, meaning]) => [code(value), meaning]))],
    ['**Organismes regroupés**', table(['Ancien', 'En vigueur'], Object.entries(REGROUPEMENTS).map(([old, current]) => [code(old), organismText(current)]))],
  ]
    .map((parts) => parts.join('\n\n'))
    .join('\n\n')

export const rightsRefusals = (): string =>
  table(
    ['Code', 'Côté', 'Confiance', 'Message'],
    Object.entries(REFUS_DROITS).map(([value, { message }]) => [
      code(value),
      value === 'FASIBEN' ? code('Receiver') : code('Sender'),
      value === 'FASIBEN' ? 'rapporté (`siram_40`)' : 'supposé',
      message,
    ]),
  )
