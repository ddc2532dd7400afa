export type { FileFinding, NoemieCode } from '../facturation/structure.js'
