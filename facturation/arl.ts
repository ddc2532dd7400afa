import type { NatureRetour } from '../core/facturation.js'
import { writeNoemie } from '../schemas/noemie/noemie.js'
import { aammjj, defini, ecrireFichier, jourDe, RetourIllisible, type EnTeteRetour, type FichierLu } from './noemie.js'

/**
 * Acknowledgement of a lot. That it exists, is given for a file, is positive or negative, and is no payment, is documented (formats.md 2.1);
 * its form is ours: entity 930, then for each reason an entity 290, preceded by an entity 100 when it is about one invoice.
 */
export interface Arl {
  nature: Extract<NatureRetour, 'ARL' | 'ARL_SCOR'>
  entete: EnTeteRetour
  numeroLot: string
  dateLot: string
  /** Identification of the file that was received. */
  fichierLot?: string
  sens: 'positif' | 'negatif'
  code?: string
  libelle?: string
  dateReception: string
  nombreFactures: number
  motifs: MotifArl[]
}

/** One reason of a refusal. */
export interface MotifArl {
  code: string
  libelle: string
  facture?: string
}

export function ecrireArl({ nature, entete, numeroLot, dateLot, fichierLot = '', sens, code = '', libelle = '', dateReception, nombreFactures, motifs }: Arl): Buffer {
  const entites = [
    writeNoemie('930', {
      dateLot: aammjj(dateLot),
      numeroLot,
      fichierLot,
      sens: sens === 'positif' ? 'P' : 'N',
      codeArl: code,
      libelle,
      dateReception: aammjj(dateReception),
      nombreFactures: String(nombreFactures),
    }),
    ...motifs.flatMap((motif) => [
      ...(motif.facture === undefined ? [] : [writeNoemie('100', { niveau: '02', numeroFacture: motif.facture })]),
      writeNoemie('290', { niveau: '02', codification: motif.code, libelle: motif.libelle }),
    ]),
  ]
  return ecrireFichier(nature, entete, entites, { lots: 1, cumul: 0 })
}

export function arlDe({ nature, entete, entites }: FichierLu): Arl {
  const accuse = entites.find(({ type }) => type === '930')?.v
  if (!accuse || (nature !== 'ARL' && nature !== 'ARL_SCOR')) throw new RetourIllisible('L’accusé de réception n’a pas d’entité 930.')
  if (accuse['sens'] !== 'P' && accuse['sens'] !== 'N') throw new RetourIllisible(`Le sens de l’accusé de réception est P ou N ; reçu : « ${accuse['sens']} ».`)
  const motifs: MotifArl[] = []
  let facture: string | undefined
  for (const { type, v } of entites) {
    if (type === '100') facture = v['numeroFacture']!
    if (type !== '290') continue
    motifs.push({ code: v['codification']!, libelle: v['libelle']!, ...(facture === undefined ? {} : { facture }) })
    facture = undefined
  }
  return {
    nature,
    entete,
    numeroLot: accuse['numeroLot']!,
    dateLot: jourDe(accuse['dateLot']!) ?? '',
    sens: accuse['sens'] === 'P' ? 'positif' : 'negatif',
    ...defini({ fichierLot: accuse['fichierLot'], code: accuse['codeArl'], libelle: accuse['libelle'] }),
    dateReception: jourDe(accuse['dateReception']!) ?? '',
    nombreFactures: Number(accuse['nombreFactures']),
    motifs,
  }
}
