import { date, liste, objet, texte, type CanonicalField } from './model.js'

/**
 * ASAFO: search of alerts on false ordonnances. No interface is published; the only known fact is how the names have to be
 * typed until the version that respects case is deployed (CTPPN du 22/01/2025, section 16).
 */

export interface RechercheAsafo {
  nom: string
  prenom: string
}

export interface AlerteAsafo {
  reference: string
  date: string
  nom: string
  prenom: string
  motif: string
}

export interface ReponseAsafo {
  alertes?: AlerteAsafo[]
}

export interface AsafoModels {
  RechercheAsafo: RechercheAsafo
  ReponseAsafo: ReponseAsafo
  AlerteAsafo: AlerteAsafo
}

export const ASAFO_MODEL: { [Type in keyof AsafoModels]: { [Field in keyof Required<AsafoModels[Type]>]: CanonicalField } } = {
  RechercheAsafo: { nom: texte('requis'), prenom: texte('requis') },
  ReponseAsafo: { alertes: liste(objet('porte', 'AlerteAsafo')) },
  AlerteAsafo: { reference: texte('requis'), date: date('requis'), nom: texte('requis'), prenom: texte('requis'), motif: texte('requis') },
}

export const ASAFO_OPERATIONS = { ASAFO_RECHERCHER: { requete: 'RechercheAsafo', reponse: 'ReponseAsafo' } } as const

/** Which version of the service answers: the one in use, or the one announced for the end of the first half of 2025. */
export const VERSIONS_ASAFO = ['actuelle', 'annoncee'] as const
export type VersionAsafo = (typeof VERSIONS_ASAFO)[number]

/** Typing rule in force: capitals, and a space instead of the hyphen. What becomes of accents is not said: they are dropped (assumed). */
export const saisieAsafo = (name: string): string =>
  name.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll(/[-‐‑–]/g, ' ').toUpperCase().replaceAll(/\s+/g, ' ').trim()

export const enMajuscules = (name: string): boolean => name === name.toUpperCase()
export const avecTiret = (name: string): boolean => /[-‐‑–]/.test(name)
