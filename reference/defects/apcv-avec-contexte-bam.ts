import { randomUUID } from 'node:crypto'
import type { Defect } from './defect.js'

/** The same hour as the other context. */
const block = (envelope: string): string =>
  `<ctxbam:ContexteBAM Nature="CTXBAM" Version="01_02"><ctxbam:Id>${randomUUID()}</ctxbam:Id>` +
  `<ctxbam:Temps>${/<ctxlps:Temps>([^<]*)/.exec(envelope)?.[1] ?? ''}</ctxbam:Temps><ctxbam:COUVERTURE/></ctxbam:ContexteBAM>`

export default {
  name: 'apcv-avec-contexte-bam',
  title: 'Joint un ContexteBAM aux appels ApCV, comme aux autres téléservices',
  profile: 'officine',
  teleservice: 'apcv',
  expected: [{ requirement: 'PRE-APCV-02', code: 'apcvSansContexteBam/present' }],
  behaviour: () => ({
    wire: (message) => (message.envelope.includes('ctxbam:ContexteBAM') ? message : { ...message, envelope: message.envelope.replace('</soap:Header>', `${block(message.envelope)}</soap:Header>`) }),
  }),
} satisfies Defect
