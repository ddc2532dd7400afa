import { writeNoemie } from '../schemas/noemie/noemie.js'
import { arlDe, type Arl } from './arl.js'
import { ecrireFichier, lireFichier, type EnTeteRetour } from './noemie.js'
import { rspDe, type Rsp } from './rsp.js'

/** A message of the service to the pharmacy; its form is ours: entities 295 only. */
export interface MessageService {
  nature: 'SERVICE'
  entete: EnTeteRetour
  /** Lines of 128 characters at most. */
  lignes: string[]
}

export type Retour = Arl | Rsp | MessageService

export const ecrireMessageService = ({ entete, lignes }: MessageService): Buffer =>
  ecrireFichier('SERVICE', entete, lignes.map((commentaire) => writeNoemie('295', { niveau: '01', commentaire })), { lots: 0, cumul: 0 })

/** Reads a return, whatever it is. @throws RetourIllisible */
export async function lireRetour(bytes: Uint8Array): Promise<Retour> {
  const fichier = await lireFichier(bytes)
  switch (fichier.nature) {
    case 'RSP':
      return rspDe(fichier)
    case 'SERVICE':
      return { nature: 'SERVICE', entete: fichier.entete, lignes: fichier.entites.filter(({ type }) => type === '295').map(({ v }) => v['commentaire']!) }
    default:
      return arlDe(fichier)
  }
}
