import { Incident } from '../core/errors.js'
import type { Capability } from '../core/pilotage.js'
import type { Pack } from '../schemas/pack.js'
import { capabilityOf, operationsOf, verbsOf } from '../schemas/pilotage.js'
import { SIMULATORS } from '../simulators/index.js'
import { routeFor } from '../simulators/routing.js'
import type { AnySimulator } from '../simulators/sessions.js'
import type { SessionFile } from './session.js'

type Declared = Pick<SessionFile, 'path' | 'profiles' | 'packageVersion' | 'declined'>

/** Operations that the session cannot do without, and the capability that asks for each; undefined where nothing can be declined. */
export function neededOperations({ profiles, packageVersion, declined }: Omit<Declared, 'path'>): Map<string, Capability | undefined> {
  const needed = new Map<string, Capability | undefined>()
  for (const verb of profiles.flatMap((profile) => verbsOf(profile, declined))) {
    for (const operation of operationsOf(verb, packageVersion)) {
      // What a verb of the profile calls cannot be declined, even if a capability calls it too.
      const capability = needed.has(operation) && needed.get(operation) === undefined ? undefined : capabilityOf(verb)
      needed.set(operation, capability)
    }
  }
  return needed
}

const services: Readonly<Record<string, AnySimulator>> = SIMULATORS

function refuseUnserved(pack: Pack): void {
  for (const { name, service, path } of Object.values(pack.operations)) {
    const taken = routeFor(Object.values(services), path, 'POST')
    if (taken) {
      throw new Incident('configuration', {
        what: `Le contrat « ${pack.name} » sert l’opération ${name} à un chemin que le service « ${taken.simulator.name} » occupe.`,
        expected: 'un autre chemin',
        received: `chemin: ${path}`,
        where: pack.placeOf(name),
        next: 'changer le chemin de cette opération',
      })
    }
    if (services[service]?.operations[name]) continue
    const able = Object.values(services).find(({ operations }) => name in operations)
    throw new Incident('configuration', {
      what: `Le contrat « ${pack.name} » confie l’opération ${name} au service « ${service} », qui ne sait pas la faire.`,
      expected: able ? `service: ${able.name}` : `une opération que le banc simule : ${Object.values(services).flatMap(({ operations }) => Object.keys(operations)).join(', ')}`,
      received: able ? `service: ${service}` : name,
      where: pack.placeOf(name),
      next: able ? 'corriger le service de cette opération' : 'corriger le nom de cette opération, ou la retirer du contrat',
    })
  }
}

const listed = (operations: readonly string[]): string => operations.join(', ')

function refuseIncomplete(pack: Pack, session: Declared): void {
  const missing = [...neededOperations(session)].filter(([operation]) => !(operation in pack.operations))
  if (missing.length === 0) return
  const capabilities = [...new Set(missing.map(([, capability]) => capability))]
  const lacking = capabilities.map((capability) => {
    const operations = listed(missing.filter(([, wanting]) => wanting === capability).map(([operation]) => operation))
    return capability === undefined ? `${operations} (profil ${session.profiles.join(', ')}, paquet ${session.packageVersion})` : `${operations} (capacité ${capability})`
  })
  const declinable = capabilities.filter((capability) => capability !== undefined)
  throw new Incident('configuration', {
    what: `Le contrat « ${pack.name} » ne décrit pas des opérations que la session demande : ${lacking.join(' ; ')}.`,
    expected: listed([...neededOperations(session).keys()]),
    received: listed(Object.keys(pack.operations)),
    where: pack.placeOf(),
    next: `compléter le contrat (exemple : schemas/packs/public)${declinable.length > 0 ? `, ou décliner ${declinable.join(', ')} dans capacites_declinees de ${session.path}, avec la raison` : ''}`,
  })
}

/** A contract that the campaign could not play to its end is refused before its first scenario, file and line. */
export function checkContract(pack: Pack, session: Declared): void {
  refuseUnserved(pack)
  refuseIncomplete(pack, session)
}
