import { After, Before, BeforeStep, setDefaultTimeout, setWorldConstructor, Status, type ITestCaseHookParameter } from '@cucumber/cucumber'
import { Banc } from './banc.js'

// The campaign bounds every action itself (pilote.attente_verbe); cucumber must not give up before it does.
setDefaultTimeout(Number(process.env['PRESERIE_ATTENTE'] ?? 60_000))
setWorldConstructor(Banc)

/** `<uri>:<line>` of the scenario or of its row of examples: the id of the campaign's plan. */
function idOf({ gherkinDocument, pickle }: ITestCaseHookParameter): string {
  const wanted = pickle.astNodeIds.at(-1)
  const lineOf = (value: unknown): number | undefined => {
    if (Array.isArray(value)) return value.map(lineOf).find((line) => line !== undefined)
    if (value === null || typeof value !== 'object') return undefined
    const node = value as { id?: string; location?: { line: number } }
    return node.id === wanted && node.location ? node.location.line : lineOf(Object.values(value))
  }
  return `${pickle.uri.replaceAll('\\', '/')}:${lineOf(gherkinDocument) ?? 0}`
}

Before(async function (this: Banc, parameter) {
  await this.ouvrir(idOf(parameter))
})

BeforeStep(function (this: Banc, { pickleStep }) {
  this.etape(pickleStep.type ?? '', pickleStep.text)
})

const NOT_WRITTEN: Partial<Record<string, string>> = {
  [Status.UNDEFINED]: 'une étape du scénario n’est pas définie dans steps/',
  [Status.AMBIGUOUS]: 'une étape du scénario a plusieurs définitions dans steps/',
  [Status.PENDING]: 'une étape du scénario n’est pas écrite',
}

After(async function (this: Banc, { result }) {
  if (!this.ouvert) return
  const status = result?.status ?? Status.UNKNOWN
  const complet = status === Status.PASSED
  const message = NOT_WRITTEN[status] ?? result?.message?.split('\n')[0]
  // An `Arret` is already in the journal; any other failure of a step is the bench's own.
  const bancEnCause = !complet && !(result?.message ?? '').startsWith('Arret')
  await this.fermer({ complet, ...(message === undefined ? {} : { message }), ...(bancEnCause ? { bancEnCause } : {}) })
  if (this.reserves.length > 0) {
    throw new Error(this.reserves.map((answer) => `${answer.requirement} : ${answer.findings.map((finding) => finding.message).join(' ; ')}`).join('\n'))
  }
})
