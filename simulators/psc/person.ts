import { createHash } from 'node:crypto'
import type { PscRegistration } from '../simulator.js'

type Professionnel = PscRegistration['professionnel']

/** Where a person works: one line of the list that a software has to offer when there are several. */
export interface Situation {
  codeModeExercice: string
  codeSecteurDactivite: string
  finess: string
  siret: string
  raisonSociale: string
}

/** Somebody whom Pro Santé Connect knows. */
export interface Person {
  /** Account of the provider, `f:<uuid>:<national id>`. */
  sub: string
  idNat: string
  nom: string
  prenom: string
  profession: string
  specialite?: string
  situations: Situation[]
  /** Profession codes of the other professions of the person. */
  autresProfessions: string[]
}

export const personOf = ({ idNat, nom, prenom, profession, specialite, secteurActivite, structure }: Professionnel): Person => ({
  sub: `f:${uuidOf(idNat)}:${idNat}`,
  idNat,
  nom,
  prenom,
  profession,
  ...(specialite === undefined ? {} : { specialite }),
  situations: [{ codeModeExercice: 'L', codeSecteurDactivite: secteurActivite, finess: structure.finess, siret: '', raisonSociale: structure.raisonSociale }],
  autresProfessions: [],
})

function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-')
}

/** Members of an activity that the test population says nothing of (public userinfo sample; docs/sources.md). */
const BLANK_ACTIVITY = {
  codeSectionPharmacien: '', codeRole: '', codeGenreActivite: 'GENR01', numeroSirenSite: '', numeroFinessetablissementJuridique: '',
  identifiantTechniqueDeLaStructure: '', enseigneCommercialeSite: '', complementDestinataire: '', complementPointGeographique: '', numeroVoie: '',
  indiceRepetitionVoie: '', codeTypeDeVoie: '', libelleVoie: '', mentionDistribution: '', bureauCedex: '', codePostal: '', codeCommune: '', codePays: '',
  telephone: '', telephone2: '', telecopie: '', adresseEMail: '', codeDepartement: '', ancienIdentifiantDeLaStructure: '', autoriteDenregistrement: '',
} as const

const activityOf = ({ codeModeExercice, codeSecteurDactivite, finess, siret, raisonSociale }: Situation): Record<string, string> => ({
  codeModeExercice,
  codeSecteurDactivite,
  numeroSiretSite: siret,
  numeroFinessSite: finess,
  raisonSocialeSite: raisonSociale,
  ...BLANK_ACTIVITY,
})

/** Members of the userinfo answer besides `sub`, which the provider gives. */
export const USERINFO_KEYS = [
  'Secteur_Activite', 'email_verified', 'SubjectOrganization', 'Mode_Acces_Raison', 'preferred_username', 'given_name', 'Acces_Regulation_Medicale', 'UITVersion',
  'Palier_Authentification', 'SubjectRefPro', 'SubjectOrganizationID', 'PSI_Locale', 'otherIds', 'SubjectNameID', 'family_name', 'SubjectRole',
] as const
type Userinfo = Record<(typeof USERINFO_KEYS)[number], unknown> & { sub: string }

/** What Pro Santé Connect says of a person, member for member as in the public sample (docs/sources.md). */
export function userinfoOf({ sub, idNat, nom, prenom, profession, specialite, situations, autresProfessions }: Person): Userinfo {
  const [main] = situations
  const exercice = (codeProfession: string, activities: Situation[]): object => ({
    codeProfession,
    codeCategorieProfessionnelle: 'C',
    codeCiviliteDexercice: '',
    nomDexercice: nom,
    prenomDexercice: prenom,
    codeTypeSavoirFaire: specialite === undefined ? '' : 'S',
    codeSavoirFaire: specialite ?? '',
    activities: activities.map(activityOf),
  })
  return {
    Secteur_Activite: `${main?.codeSecteurDactivite ?? ''}^1.2.250.1.71.4.2.4`,
    sub,
    email_verified: false,
    SubjectOrganization: main?.raisonSociale ?? '',
    Mode_Acces_Raison: '',
    preferred_username: idNat,
    given_name: prenom,
    Acces_Regulation_Medicale: 'FAUX',
    UITVersion: '1.0',
    Palier_Authentification: 'APPPRIP3^1.2.250.1.213.1.5.1.1.1',
    SubjectRefPro: { codeCivilite: '', exercices: [exercice(profession, situations), ...autresProfessions.map((code) => exercice(code, situations.slice(0, 1)))] },
    SubjectOrganizationID: main?.finess ?? '',
    SubjectRole: [`${profession}^1.2.250.1.213.1.1.5.5`],
    PSI_Locale: '1.2.250.1.213.1.3.1.1',
    otherIds: [{ identifiant: idNat, origine: 'RPPS', qualite: 1 }],
    SubjectNameID: idNat,
    family_name: nom,
  }
}
