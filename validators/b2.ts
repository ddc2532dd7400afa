export type { FileFinding, NoemieCode } from '../facturation/constats.js'
