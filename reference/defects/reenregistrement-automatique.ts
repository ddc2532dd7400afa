import type { Defect } from './defect.js'

export default {
  name: 'reenregistrement-automatique',
  title: 'Recommence de lui-même une création sans réponse, sous un nouvel identifiant',
  profile: 'prescripteur',
  teleservice: 'ordonnance-numerique',
  versions: ['V3'],
  expected: [{ requirement: 'PRE-EP4-02', code: 'ordonnanceTransmise/en-double' }],
  behaviour() {
    let second: string | undefined
    return {
      creationAgain(reply, ordonnance) {
        second = undefined
        if (reply.issue !== 'echec') return undefined
        second = ordonnance.identifiant.slice(1) + ordonnance.identifiant.slice(0, 1)
        return { ...ordonnance, identifiant: second }
      },
      show: (_verbe, observation) => (second === undefined ? observation : { ...observation, identifiant: second }),
    }
  },
} satisfies Defect
