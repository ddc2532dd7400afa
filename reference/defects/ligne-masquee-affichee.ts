import type { Defect } from './defect.js'

export default {
  name: 'ligne-masquee-affichee',
  title: 'Montre une ligne masquée qu’il connaissait auparavant',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  versions: ['V3'],
  expected: [{ requirement: 'PRE-OFF-18', code: 'lignesMasqueesTues/montree' }],
  behaviour: (honest) => ({
    officine: {
      ...honest.officine,
      aAfficher(consultee, precedente) {
        const lost = precedente?.ordonnance.lignes.filter(({ numero }) => consultee.lignesMasquees?.includes(numero)) ?? []
        const lignes = [...consultee.ordonnance.lignes, ...lost].sort((one, other) => one.numero - other.numero)
        return { ...consultee, ordonnance: { ...consultee.ordonnance, lignes } }
      },
    },
  }),
} satisfies Defect
