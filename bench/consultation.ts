import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openBackend, openSimulated } from '../campaign/backend.js'
import { openingFor } from '../campaign/opening.js'
import type { SessionFile } from '../campaign/session.js'
import type { PlannedScenario } from '../core/exchange.js'
import { createJournal } from '../core/journal.js'
import type { Ordonnance } from '../core/ordonnance.js'
import type { Pack } from '../schemas/pack.js'
import { PATIENTS, PRESCRIPTEURS, PRODUITS } from '../simulators/population.js'
import { buildRequest } from '../tlsi/client.js'
import { startEcho } from './echo.js'
import { fire, median, type Shot } from './load.js'

const PLANNED: PlannedScenario = { id: 'mesure', uri: '', line: 0, name: 'mesure', feature: '', tags: [], profile: 'officine' }

export interface Ratio {
  /** Requests per second, median of the rounds. */
  measured: number
  baseline: number
  ratio: number
}

const DEPOSITED: Omit<Ordonnance, 'identifiant' | 'dateHeure'> = {
  patient: Object.values(PATIENTS)[0]!,
  prescripteur: Object.values(PRESCRIPTEURS)[0]!,
  opposition: false,
  lignes: [PRODUITS.doliprane, PRODUITS.clamoxyl, PRODUITS.inexium].map((produit, index) => ({
    numero: index + 1,
    type: 'medicament',
    produit,
    posologie: '1 comprimé 3 fois par jour',
    duree: { valeur: 7, unite: 'jour' },
    quantite: 1,
  })),
}

/** WS_EP3 with every check on (signature, frame, schema, journal) against a bare echo of the same bodies, round after round. */
export async function measureConsultation(session: SessionFile, pack: Pack, { requests, rounds, connections }: { requests: number; rounds: number; connections: number }): Promise<Ratio> {
  const folder = mkdtempSync(join(tmpdir(), 'preserie-mesure-'))
  const journal = createJournal(folder)
  // Plain HTTP on both sides: what is compared is the work of the bench, not the cost of TLS.
  const plain: SessionFile = { ...session, listen: { ...session.listen, tls: false, port: 0, certificatePort: 0 } }
  const { simulated, pki } = await openBackend(plain, pack, journal, () => [])
  const echo = await startEcho()
  try {
    const { simulatedSession, seed } = openSimulated(simulated, plain, PLANNED)
    const opening = await openingFor(PLANNED, { session: plain, pki, seed, simulated: simulatedSession, now: new Date() })
    const deposited = simulatedSession.applyFixture('ordonnances', 'deposerOrdonnance', { ...DEPOSITED, dateHeure: new Date(Date.now() - 60_000).toISOString() }) as Ordonnance
    const { professionnel, authentification, logiciel } = opening
    const shoot = (): Shot => {
      const built = buildRequest({
        action: pack.operations['WS_EP3']!.action,
        body: pack.writeRequest('WS_EP3', { version: session.packageVersion, identifiant: deposited.identifiant, identifiantFacturation: professionnel.identifiantFacturation }),
        now: new Date(),
        idam: logiciel.idam,
        professional: {
          idNat: professionnel.idNat,
          signer: { certificate: authentification.certificat, key: authentification.clePrivee },
          identifiantFacturation: professionnel.identifiantFacturation,
          secteurActivite: professionnel.secteurActivite,
        },
      })
      return { contentType: built.contentType, body: Buffer.from(built.text) }
    }
    const measured: number[] = []
    const baseline: number[] = []
    // Ids are used once, so every request is signed anew before its round; the first round warms both sides up and is not kept.
    for (let round = 0; round <= rounds; round += 1) {
      const shots = Array.from({ length: requests }, shoot)
      const pair = [await fire(simulatedSession.endpoint, shots, connections), await fire(echo.url, shots, connections)] as const
      if (round === 0) continue
      measured.push(pair[0])
      baseline.push(pair[1])
    }
    return { measured: median(measured), baseline: median(baseline), ratio: median(measured) / median(baseline) }
  } finally {
    await simulated.close()
    echo.server.closeAllConnections()
    echo.server.close()
    journal.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
