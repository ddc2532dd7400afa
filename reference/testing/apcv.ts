import type { DEFECTS_APCV } from '../defects/apcv.js'
import type { TestBench } from './bench.js'
import { IDENTIFIANT } from './identities.js'
import { envelope, fault } from './service.js'

/** What an observer outside of the software sees of each fault on the application carte Vitale and on ASAFO. */

const READ = 'A1 B2 C3'
const CHILD = { nomFamille: 'TESTARD', prenom: 'ECHO', dateNaissance: '2020-03-04' }
const FACTURE = { empreinteFse: '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=', partAmo: 1495, partAmc: 805, prestations: [{ code: 'PH7', date: '2026-11-22', montant: 2300 }] }

type Shown = Record<string, unknown>
const read = async (bench: TestBench, session: string, params: object = {}): Promise<Shown> =>
  (await bench.play(session, 'lireApcv', { media: 'NFC', donnees: READ, ...params })) as unknown as Shown

async function readOnce(bench: TestBench, params: object = {}): Promise<Shown> {
  return read(bench, await bench.open('officine'), params)
}

async function sent(bench: TestBench): Promise<unknown> {
  await readOnce(bench)
  return bench.service.of('APCV_AUTHENTIFIER')[0]!.request
}

const sign = (bench: TestBench, session: string) => bench.play(session, 'signerApcv', { facture: FACTURE })

async function signed(bench: TestBench, params: object = {}): Promise<unknown> {
  const session = await bench.open('officine')
  await read(bench, session, params)
  await sign(bench, session)
  return bench.service.of('APCV_SIGNER').map(({ request }) => request)
}

/** Answers that say no as the service does, in an ordinary reply. */
const decline = (bench: TestBench): void => {
  bench.service.answer = ({ operation, messageId }) => {
    const { contract } = bench.service
    const status = { version: '1.0', horodatage: '2026-11-22T10:30:01.000+01:00', codeStatut: 'SIM-APCV-05' }
    return operation === 'APCV_AUTHENTIFIER' ? { status: 200, body: envelope(messageId, contract.writeReply(operation, { ...status, id: '_1' })) } : undefined
  }
}
const cut = (bench: TestBench): void => {
  bench.service.answer = ({ messageId }) => fault(messageId, { side: 'Receiver' })
}

/** A patient is read, then the next one is refused. */
async function readThenDeclined(bench: TestBench): Promise<{ shown: Shown; signatures: number }> {
  const session = await bench.open('officine')
  await read(bench, session)
  decline(bench)
  const shown = await read(bench, session, { donnees: 'B' })
  bench.service.answer = () => undefined
  await sign(bench, session)
  return { shown, signatures: bench.service.of('APCV_SIGNER').length }
}

async function ended(bench: TestBench, between: (session: string) => Promise<unknown> = () => Promise.resolve()): Promise<{ destroyed: number; signatures: number }> {
  const session = await bench.open('officine')
  await read(bench, session)
  await between(session)
  await bench.play(session, 'detruireApcv', {})
  await sign(bench, session)
  return { destroyed: bench.service.of('APCV_DETRUIRE').length, signatures: bench.service.of('APCV_SIGNER').length }
}

const search = async (bench: TestBench, nom = 'Testard-Fictif'): Promise<Shown> =>
  (await bench.play(await bench.open('officine'), 'rechercherAsafo', { nom, prenom: 'Anne-Lise' })) as unknown as Shown

async function searched(bench: TestBench): Promise<unknown> {
  await search(bench)
  return bench.service.of('ASAFO_RECHERCHER')[0]!.request
}

export const OBSERVED_APCV = {
  'apcv-avec-contexte-bam': async (bench) => {
    await readOnce(bench)
    return bench.service.calls.map((call) => call.header('ctxbam:ContexteBAM') !== undefined)
  },
  'apcv-donnees-rognees': sent,
  'apcv-specialite-absente': sent,
  'apcv-facturation-figee': sent,
  'apcv-expire-reutilise': async (bench) => {
    const session = await bench.open('officine')
    await read(bench, session)
    await bench.request('PUT', `/sessions/${session}/horloge`, { maintenant: '2026-11-22T11:30:00+01:00' })
    await sign(bench, session)
    return bench.service.of('APCV_SIGNER').length
  },
  'apcv-arret-muet': async (bench) => (await sign(bench, await bench.open('officine'))).messages.length,
  'apcv-fin-anticipee': async (bench) => {
    const session = await bench.open('officine')
    const { finValidite } = await read(bench, session)
    await bench.request('PUT', `/sessions/${session}/horloge`, { maintenant: new Date(Date.parse(String(finValidite)) - 60_000).toISOString() })
    await sign(bench, session)
    return bench.service.of('APCV_SIGNER').length
  },
  'apcv-contexte-non-detruit': (bench) => ended(bench),
  'apcv-detruit-reutilise': (bench) => ended(bench),
  'apcv-titulaire-retenu': async (bench) => (await readOnce(bench, { beneficiaire: CHILD }))['retenu'],
  'apcv-droits-inventes': async (bench) => (await readOnce(bench))['droits'] ?? 'aucun',
  'apcv-sans-reseau-accepte': async (bench) => {
    cut(bench)
    return (await readOnce(bench))['statut']
  },
  'apcv-patient-precedent': async (bench) => (await readThenDeclined(bench)).signatures,
  'apcv-ecran-precedent': async (bench) => (await readThenDeclined(bench)).shown['utilisateur'] ?? 'personne',
  'apcv-statut-ignore': async (bench) => {
    decline(bench)
    return (await readOnce(bench))['statut']
  },
  'apcv-duree-supposee': async (bench) => (await readOnce(bench))['finValidite'] === '2026-11-22T09:50:00Z',
  'apcv-beneficiaires-tus': async (bench) => ((await readOnce(bench))['beneficiaires'] as unknown[]).length,
  'apcv-ins-pour-tous': async (bench) => ((await readOnce(bench))['beneficiaires'] as { ins?: object }[]).map(({ ins }) => ins ?? 'aucune'),
  'apcv-assure-beneficiaire': (bench) => signed(bench, { beneficiaire: CHILD }),
  'apcv-parts-inversees': (bench) => signed(bench),
  'apcv-signataire-absent': (bench) => signed(bench),
  'apcv-refus-muet': async (bench) => {
    decline(bench)
    return (await readOnce(bench))['messages']
  },
  'apcv-echec-muet': async (bench) => {
    cut(bench)
    return (await readOnce(bench))['messages']
  },
  'asafo-minuscules': searched,
  'asafo-tiret': searched,
  'asafo-echec-tu': async (bench) => {
    cut(bench)
    return (await search(bench))['statut']
  },
  'asafo-premiere-alerte': async (bench) => {
    bench.service.answer = ({ operation, messageId }) => {
      const alert = { date: '2026-11-20', nom: 'A', prenom: 'B', motif: 'Fausse.' }
      const body = bench.service.contract.writeReply('ASAFO_RECHERCHER', { alertes: [{ reference: 'UN', ...alert }, { reference: 'DEUX', ...alert }] })
      return operation === 'ASAFO_RECHERCHER' ? { status: 200, body: envelope(messageId, body) } : undefined
    }
    return ((await search(bench))['alertes'] as unknown[]).length
  },
  'asafo-bloquant': async (bench) => {
    const session = await bench.open('officine')
    await bench.play(session, 'rechercherAsafo', { nom: 'Testard-Fictif', prenom: 'Anne-Lise' })
    await bench.play(session, 'consulterOrdonnance', { identifiant: IDENTIFIANT })
    return (await bench.play(session, 'delivrer', { identifiant: IDENTIFIANT, lignes: [{ numero: 1, action: 'delivrer', quantite: 1 }] })).statut
  },
  'asafo-muet-sans-alerte': async (bench) => (await search(bench, 'Autre'))['messages'],
} as const satisfies Record<keyof typeof DEFECTS_APCV, (bench: TestBench) => Promise<unknown>>
