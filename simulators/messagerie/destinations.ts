import type { Destination } from '../../core/pilotage.js'

/**
 * Where lots and documents go. Form of the addresses: `<régime><caisse>@<caisse>.<régime>.rss.fr` for lots (public implementations),
 * `<régime>.<caisse>@<régime>.scor.rss.fr` for documents (docs/sources.md). Régimes and caisses are those of the test population; nothing
 * leaves the bench, whose own SMTP server is the only one that knows these addresses.
 */

/** Which kind of flow an address leads to: a member of `SessionOpening.messagerie`. */
export type DestinationKind = 'destinataires' | 'scor'

export type DestinationAddress = Omit<Destination, 'certificat'>

const lot = (regime: string, caisse: string): DestinationAddress => ({ regime, caisse, adresse: `${regime}${caisse}@${caisse}.${regime}.rss.fr` })
const scor = (regime: string, caisse: string): DestinationAddress => ({ regime, caisse, adresse: `${regime}.${caisse}@${regime}.scor.rss.fr` })

export const DESTINATIONS: Readonly<Record<DestinationKind, readonly DestinationAddress[]>> = {
  destinataires: [
    lot('01', '999'), lot('01', '631'), lot('01', '751'), lot('01', '351'), lot('01', '441'), lot('01', '201'), lot('02', '471'),
    // A caisse that was merged: its lots go to the one in force (schemas/facturation/routage.yaml).
    { ...lot('02', '471'), caisse: '475' },
    lot('04', '110'), lot('91', '422'),
  ],
  scor: [scor('01', '999'), scor('01', '631'), scor('02', '471')],
}

export interface FoundDestination {
  kind: DestinationKind
  destination: DestinationAddress
}

/** The destination of an address; case does not count. */
export function destinationOf(address: string): FoundDestination | undefined {
  const wanted = address.toLowerCase()
  for (const kind of ['destinataires', 'scor'] as const) {
    const destination = DESTINATIONS[kind].find(({ adresse }) => adresse === wanted)
    if (destination) return { kind, destination }
  }
  return undefined
}

/** Every address, once. */
export const allAddresses = (): readonly string[] => [...new Set([...DESTINATIONS.destinataires, ...DESTINATIONS.scor].map(({ adresse }) => adresse))]
