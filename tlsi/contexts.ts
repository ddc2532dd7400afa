import { join } from 'node:path'
import type { XmlElement } from 'libxml2-wasm'
import { isUuid, nirKey } from '../core/identifiers.js'
import { PROJECT_ROOT } from '../core/project.js'
import { compileXsd } from '../schemas/xml.js'
import { professionalAssertion } from './assertion.js'
import { driftOf, instantOf, isTemps, TEMPS_TOLERANCE_MS } from './freshness.js'
import { problem } from './problem.js'
import { shown, type FrameCode } from './refusals.js'
import type { FrameCheck, FrameProblem, Situation } from './situation.js'

const LPS = '/soap:Envelope/soap:Header/lps:ContexteLPS'
const BAM = '/soap:Envelope/soap:Header/bam:ContexteBAM'

/** The schemas of the frame are ours, written from public facts (tlsi-ins schemas; docs/sources.md). */
const SCHEMAS = join(PROJECT_ROOT, 'schemas', 'tlsi')

function schemaProblem(file: string, element: XmlElement, code: FrameCode, at: string): FrameProblem | undefined {
  const [issue] = compileXsd(join(SCHEMAS, file)).validate(element)
  return issue && problem({ code, detail: 'schema', at: issue.at ?? at, expected: `un bloc conforme à ${file}`, received: shown(issue.message) })
}

/** `Id` of a context: a UUID never seen in the session (tlsi-ins schemas; docs/sources.md, DBX INSI-98). */
function idProblem(id: string | undefined, { seenIds }: Situation, code: FrameCode, at: string): FrameProblem | undefined {
  if (!id || !isUuid(id)) return problem({ code, detail: id ? 'forme' : 'absent', at, expected: 'un UUID', received: shown(id) })
  if (!seenIds.has(id.toLowerCase())) return undefined
  return problem({ code, detail: 'deja-vu', at, expected: 'un UUID neuf à chaque appel', received: `${shown(id)}, déjà reçu` })
}

/** `Temps` of a context: UTC with milliseconds and `Z`, close to the virtual time (tolerance assumed). */
function tempsProblem(temps: string | undefined, { now }: Situation, code: FrameCode, at: string): FrameProblem | undefined {
  if (!temps || !isTemps(temps)) {
    return problem({
      code,
      detail: temps ? 'forme' : 'absent',
      at,
      expected: 'AAAA-MM-JJThh:mm:ss.mmmZ, en UTC',
      received: shown(temps),
    })
  }
  const instant = instantOf(temps)!
  const drift = instant.getTime() - now.getTime()
  if (Math.abs(drift) <= TEMPS_TOLERANCE_MS) return undefined
  const received = `${shown(temps)}, ${driftOf(instant, now)}`
  return problem({ code, detail: drift < 0 ? 'perime' : 'futur', at, expected: `${now.toISOString()} à 5 min près`, received })
}

export const contexteLpsPresent: FrameCheck = {
  name: 'contexteLpsPresent',
  expectation: 'L’en-tête porte le bloc ContexteLPS',
  check({ contexteLps }) {
    return contexteLps ? undefined : problem({ code: 'SIM-TLSI-40', detail: 'absent', at: LPS, expected: 'un bloc ContexteLPS', received: 'aucun' })
  },
}

export const contexteLpsSchema: FrameCheck = {
  name: 'contexteLpsSchema',
  expectation: 'Le ContexteLPS est conforme à son schéma, version 01_00',
  check: ({ blocks }) => blocks.contexteLps && schemaProblem('contexte-lps.xsd', blocks.contexteLps, 'SIM-TLSI-40', LPS),
}

/** Documented value of LPS/IDAM/@R (tlsi-ins schemas; docs/sources.md). */
const IDAM_ROLE = '4'

export const contexteLpsIdam: FrameCheck = {
  name: 'contexteLpsIdam',
  expectation: 'Le numéro d’autorisation (IDAM, R=4) du logiciel est connu',
  check({ contexteLps }, { knownIdams }) {
    if (!contexteLps) return undefined
    const { idam, idamRole } = contexteLps
    const at = `${LPS}/lps:LPS/lps:IDAM`
    const code = 'idamInconnu'
    if (!idam) return problem({ code, detail: 'absent', at, expected: 'le numéro d’autorisation remis à l’ouverture de la session', received: shown(idam) })
    if (!knownIdams.includes(idam)) return problem({ code, detail: 'inconnu', at, expected: shown(knownIdams.join(', ')), received: shown(idam) })
    return idamRole === IDAM_ROLE ? undefined : problem({ code, detail: 'role', at: `${at}/@R`, expected: `R="${IDAM_ROLE}"`, received: shown(idamRole) })
  },
}

export const contexteLpsId: FrameCheck = {
  name: 'contexteLpsId',
  expectation: 'L’identifiant du ContexteLPS est un UUID neuf à chaque appel',
  check: ({ contexteLps }, situation) => contexteLps && idProblem(contexteLps.id, situation, 'SIM-TLSI-41', `${LPS}/lps:Id`),
}

export const contexteLpsTemps: FrameCheck = {
  name: 'contexteLpsTemps',
  expectation: 'L’horodatage du ContexteLPS est en UTC, avec millisecondes et « Z », à l’heure du banc',
  check: ({ contexteLps }, situation) => contexteLps && tempsProblem(contexteLps.temps, situation, 'SIM-TLSI-42', `${LPS}/lps:Temps`),
}

export const contexteLpsEmetteur: FrameCheck = {
  name: 'contexteLpsEmetteur',
  expectation: 'Emetteur est renseigné et, en mode CPS ou PSC, égal au professionnel de l’assertion',
  check(envelope, situation) {
    const { contexteLps } = envelope
    if (!contexteLps) return undefined
    const facts = { code: 'SIM-TLSI-43', at: `${LPS}/lps:Emetteur` } as const
    // Its absence was a CNDA non-conformity (tlsi-ins schemas; docs/sources.md, DBX INSI-39).
    if (!contexteLps.emetteur) {
      return problem({
        ...facts,
        detail: 'absent',
        expected: 'l’identifiant national de l’émetteur',
        received: shown(contexteLps.emetteur),
      })
    }
    const sender = situation.mode === 'CERTIFICAT_LOGICIEL' ? undefined : professionalAssertion(envelope, situation)?.nameId?.value
    if (sender === undefined || sender === contexteLps.emetteur) return undefined
    return problem({ ...facts, detail: 'divergent', expected: `${shown(sender)}, NameID de l’assertion`, received: shown(contexteLps.emetteur) })
  },
}

export const contexteBamPresent: FrameCheck = {
  name: 'contexteBamPresent',
  expectation: 'L’en-tête porte le bloc ContexteBAM',
  check({ contexteBam }, { contexteBamExpected }) {
    if (contexteBam || !contexteBamExpected) return undefined
    return problem({ code: 'SIM-TLSI-50', detail: 'absent', at: BAM, expected: 'un bloc ContexteBAM', received: 'aucun' })
  },
}

export const contexteBamSchema: FrameCheck = {
  name: 'contexteBamSchema',
  expectation: 'Le ContexteBAM est conforme à son schéma, version 01_02',
  check: ({ blocks }) => blocks.contexteBam && schemaProblem('contexte-bam.xsd', blocks.contexteBam, 'SIM-TLSI-50', BAM),
}

export const contexteBamId: FrameCheck = {
  name: 'contexteBamId',
  expectation: 'L’identifiant du ContexteBAM est un UUID neuf à chaque appel, autre que celui du ContexteLPS',
  check({ contexteBam, contexteLps }, situation) {
    if (!contexteBam) return undefined
    const at = `${BAM}/bam:Id`
    const found = idProblem(contexteBam.id, situation, 'SIM-TLSI-51', at)
    if (found || contexteBam.id?.toLowerCase() !== contexteLps?.id?.toLowerCase()) return found
    return problem({ code: 'SIM-TLSI-51', detail: 'identique', at, expected: 'un identifiant autre que celui du ContexteLPS', received: shown(contexteBam.id) })
  },
}

export const contexteBamTemps: FrameCheck = {
  name: 'contexteBamTemps',
  expectation: 'L’horodatage du ContexteBAM est en UTC, avec millisecondes et « Z », à l’heure du banc',
  check: ({ contexteBam }, situation) => contexteBam && tempsProblem(contexteBam.temps, situation, 'SIM-TLSI-52', `${BAM}/bam:Temps`),
}

/** Shape the key can be computed on; another shape is the schema's business. */
const MATRICULE = /^\d{6}[AB\d]\d{6}$/

export const contexteBamNir: FrameCheck = {
  name: 'contexteBamNir',
  expectation: 'La clé de chaque NIR du ContexteBAM est juste',
  check({ contexteBam }) {
    const holders = [
      { at: `${BAM}/bam:COUVERTURE/bam:ASSURE/bam:Id/bam:Cle`, nir: contexteBam?.assure },
      { at: `${BAM}/bam:COUVERTURE/bam:BENEFICIAIRE/bam:Nir/bam:Cle`, nir: contexteBam?.beneficiaire },
    ]
    for (const { at, nir } of holders) {
      if (nir?.numero === undefined || nir.cle === undefined || !MATRICULE.test(nir.numero)) continue
      const key = nirKey(nir.numero)
      // The NIR itself stays out of the message: it may be a real one.
      if (key !== nir.cle) return problem({ code: 'SIM-TLSI-53', detail: 'cle', at, expected: `la clé ${key}, calculée sur ce NIR`, received: shown(nir.cle) })
    }
    return undefined
  },
}
