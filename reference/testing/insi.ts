import type { CarteVitale, IdentiteRendue, RechercheTraits, RechercheVitale, TraitsSaisis } from '../insi.js'
import type { IdentiteConnue } from '../insi-lot.js'

/** What INSi is asked, in canonical form, and what it says when nothing else is asked of the test. */
export interface RequestsInsi {
  WS_INS1: RechercheVitale
  WS_INS2: RechercheTraits
  WS_INS3: { identite: { matricule: string; nomNaissance: string } }
  WS_INS4: { identites: { reference?: string }[] }
  WS_INS5: { lot: string }
}

export const LOT = '6f1c2f6e-5d0a-4d2e-9c53-3f0f1c8a7b21'

/** With an old number, and a key that no formula gives. */
export const IDENTITE: IdentiteRendue = {
  actif: { matricule: '1900499999922', cle: '01', oid: '1.2.250.1.213.1.4.8' },
  historique: [{ matricule: '2090799999927', cle: '44', oid: '1.2.250.1.213.1.4.8' }],
  traits: { nomNaissance: "D'ESSAI DE L'EPREUVE", prenom: 'GUNTHERIN', listePrenoms: 'GUNTHERIN BRUCIN', sexe: 'M', dateNaissance: '1990-04-14', lieuNaissance: '63999' },
}

/** What each operation answers when a test says nothing. */
export const USUAL_INSI = {
  WS_INS1: () => ({ codeCr: '00', libelleCr: 'OK', identite: IDENTITE }),
  WS_INS2: () => ({ codeCr: '00', libelleCr: 'OK', identite: IDENTITE }),
  WS_INS3: () => ({ resultat: 'discordante' }),
  WS_INS4: () => ({ lot: LOT, delai: 60 }),
  WS_INS5: () => ({
    codeCr: '00',
    libelleCr: 'OK',
    resultats: [
      { reference: 'a', resultat: 'discordante' },
      { reference: 'b', resultat: 'concordante' },
    ],
  }),
} as const satisfies { [Name in keyof RequestsInsi]: (request: RequestsInsi[Name]) => object }

export const TRAITS: TraitsSaisis = {
  nomNaissance: 'd’Æssai de l’Épreuve',
  prenoms: ['Hélène', 'Zoé'],
  sexe: 'M',
  dateNaissance: '1990-00-00',
  lieuNaissance: { cog: '63999', codePostal: '63000' },
}

export const CARTE: CarteVitale = {
  numeroSerie: '1',
  assure: { matricule: '2790399999932', cle: '26' },
  beneficiaires: [
    { nomFamille: 'MARIAGE-FICTIF', nomUsage: 'NAISSANCE-INVENTEE', prenom: 'TEMOINE', dateNaissance: '1979-03-08', rang: '1', matricule: '2790399999932', cle: '26' },
    { nomFamille: 'MARIAGE-FICTIF', prenom: 'CADET', dateNaissance: '2015-04-02', rang: '2' },
  ],
}

export const identiteConnue = (reference: string): IdentiteConnue => ({
  reference,
  ins: { matricule: '1720235999902', cle: '42', oid: '1.2.250.1.213.1.4.10' },
  nomNaissance: 'EXEMPLARD',
  prenoms: ['MODELE'],
  sexe: 'M',
  dateNaissance: '1972-02-29',
})
