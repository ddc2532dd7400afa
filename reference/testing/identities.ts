import 'reflect-metadata'
import { webcrypto } from 'node:crypto'
import * as x509 from '@peculiar/x509'
import type { Demande, Ordonnance, OrdonnanceConsultee, Profil } from '../model.js'
import type { DemandeDroits, ReponseDroits } from '../droits.js'
import type { SessionOpening } from '../session.js'

// The package was written for the browser's own key types, which Node's resemble.
x509.cryptoProvider.set(webcrypto as unknown as Parameters<typeof x509.cryptoProvider.set>[0])

const ALGORITHM = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', publicExponent: new Uint8Array([1, 0, 1]), modulusLength: 2048 }
const VALIDITY = { notBefore: new Date('2020-01-01'), notAfter: new Date('2040-01-01') }

export interface TestCertificate {
  /** PEM of the authority that issued it. */
  autorite: string
  certificat: string
  clePrivee: string
}

export interface TestAuthority {
  pem: string
  issue(subject: string, options?: { dns?: string; ip?: string }): Promise<TestCertificate>
}

const generate = (): Promise<webcrypto.CryptoKeyPair> => webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])

/** A certification authority of its own for a test. */
export async function createAuthority(name: string): Promise<TestAuthority> {
  const keys = await generate()
  const extensions = [new x509.BasicConstraintsExtension(true), new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign)]
  const root = await x509.X509CertificateGenerator.createSelfSigned({ name, keys, signingAlgorithm: ALGORITHM, ...VALIDITY, extensions })
  return {
    pem: root.toString('pem'),
    async issue(subject, { dns = 'localhost', ip = '127.0.0.1' } = {}) {
      const leaf = await generate()
      const certificate = await x509.X509CertificateGenerator.create({
        subject,
        issuer: root.subject,
        publicKey: leaf.publicKey,
        signingKey: keys.privateKey,
        signingAlgorithm: ALGORITHM,
        ...VALIDITY,
        extensions: [new x509.SubjectAlternativeNameExtension([{ type: 'dns', value: dns }, { type: 'ip', value: ip }])],
      })
      const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', leaf.privateKey)).toString('base64')
      return {
        autorite: root.toString('pem'),
        certificat: certificate.toString('pem'),
        clePrivee: `-----BEGIN PRIVATE KEY-----\n${pkcs8.replace(/(.{64})/g, '$1\n')}\n-----END PRIVATE KEY-----\n`,
      }
    },
  }
}

const PROFESSIONALS = {
  prescripteur: {
    idNat: '899900000009',
    rpps: '99900000009',
    nom: 'BANCEL',
    prenom: 'LOU',
    profession: '10',
    specialite: 'SM26',
    secteurActivite: 'SA07',
    identifiantFacturation: '991000696',
    structure: { finess: '990000017', raisonSociale: 'CABINET D’ESSAI' },
  },
  officine: {
    idNat: '899900000017',
    rpps: '99900000017',
    nom: 'GALIEN',
    prenom: 'INES',
    profession: '21',
    secteurActivite: 'SA33',
    codeSpecialiteAMO: '50',
    identifiantFacturation: '992000018',
    structure: { finess: '990000025', raisonSociale: 'PHARMACIE D’ESSAI' },
  },
} as const satisfies Record<Profil, SessionOpening['professionnel']>

export interface OpeningParts extends Partial<SessionOpening> {
  url: string
  certificate: TestCertificate
  profil: Profil
}

export function opening({ url, certificate, profil, ...parts }: OpeningParts): SessionOpening {
  return {
    session: `essai-${profil}`,
    scenario: 'Scénario d’essai',
    profil,
    versionPaquet: 'V3',
    modeTransmission: 'sequentiel',
    maintenant: '2026-11-22T10:30:00+01:00',
    endpoints: { ordonnanceNumerique: url, droits: url, apcv: url, signatureApcv: url, asafo: url },
    logiciel: { idam: 'TEM01NM26D00', nom: 'Officine Témoin', version: '1.0.0', instance: 'b3549edd-4ae9-472a-b26f-fd2fb4ef397f' },
    professionnel: PROFESSIONALS[profil],
    authentification: { mode: 'CPS', ...certificate },
    ...parts,
  }
}

export const IDENTIFIANT = '01S2TBPZ2JCNZZYGHZ'

/** The example of the pilotage contract, made larger. */
export const demande = (): Demande => ({
  patient: {
    ins: { matricule: '2850599999021', cle: '11', oid: '1.2.250.1.213.1.4.10' },
    nomFamille: "D'ARTAGNAN DE L'HÉRAULT",
    prenom: 'ALMA',
    dateNaissance: '1985-05-12',
    sexe: 'F',
  },
  opposition: true,
  genres: ['MED-1094'],
  lignes: [
    {
      numero: 1,
      type: 'medicament',
      produit: { cis: '60234100', cip13: '3400935955838', atc: 'N02BE01', libelle: 'DOLIPRANE 1000 mg, comprimé' },
      posologie: '1 comprimé 3 fois par jour pendant 5 jours',
      duree: { valeur: 5, unite: 'jour' },
      quantite: 2,
      renouvellements: 1,
      substitution: 'G',
      mentions: ['MED-574', 'GEN-180'],
    },
    {
      numero: 2,
      type: 'medicament',
      produit: { cis: '67385172', cip13: '3400935796158', libelle: 'AMOXICILLINE BIOGARAN 1 g, comprimé dispersible' },
      posologie: '1 comprimé matin & soir',
      quantite: 1,
      substitution: 'N',
      motifNonSubstituable: 'marge thérapeutique étroite',
    },
    { numero: 3, type: 'dispositifMedical', produit: { lpp: '1234567', libelle: 'Bande de contention' } },
  ],
})

export const ordonnance = (): Ordonnance => ({
  identifiant: IDENTIFIANT,
  dateHeure: '2026-11-22T09:30:00.000Z',
  ...demande(),
  prescripteur: { rpps: '99900000009', nom: 'BANCEL', prenom: 'LOU', profession: '10', specialite: 'SM26', identifiantFacturation: '991000696' },
})

export const consultee = (parts: Partial<OrdonnanceConsultee> = {}): OrdonnanceConsultee => ({
  ordonnance: ordonnance(),
  statut: 'active',
  executions: 0,
  restes: [
    { numero: 1, delivre: 0, reste: 4 },
    { numero: 2, delivre: 0, reste: 1 },
    { numero: 3, delivre: 0, reste: 1 },
  ],
  ...parts,
})

/** Rights that are open, for whoever is asked about. */
export const droitsOuverts = ({ dateReference, assure, dateNaissance, rang, nirCertifie }: DemandeDroits): ReponseDroits => ({
  dateReference,
  dateReponse: '2026-11-22T09:30:01Z',
  assure,
  beneficiaire: { ...(nirCertifie ? { nir: nirCertifie } : {}), nomFamille: 'ESSAI', prenom: 'ALMA', dateNaissance, rang },
  organisme: { regime: '02', caisse: '351', centre: '0000' },
  statut: 'ouverts',
  dateDebut: '2020-01-01',
  dateFin: '2039-12-31',
  tiersPayant: true,
  exonerations: [{ code: '4' }],
  aide: { nature: 'c2sSansParticipation', dateFin: '2039-06-30' },
})

export const REPONSE_APCV = { version: '1.0', horodatage: '2026-11-22T10:30:01.000+01:00', id: '_6d5bd9a2-5f5e-4c3c-8f8a-2f5d1c0e7a11' }
const CONTRAT = { nirAssure: '2850599999021', cle: '11', codeRegime: '01', codeCaisse: '999', codeCentre: '9999' }

/** What a phone says: its owner, an adult and a child; each text read has a context of its own. */
export function apcvLue(donnees: string): object {
  const contexte = [...donnees].reduce((sum, character) => (sum * 31 + character.codePointAt(0)!) % 1e12, 7)
  const identifiant = `0b8f7f5e-6f6d-4d1c-9a43-${String(contexte).padStart(12, '0')}`
  const person = (nomFamille: string, prenom: string, qualite: string, dateNaissance: string, nir: string, cle: string): object => ({
    nomFamille, prenom, qualite, dateNaissance, rang: 1, nir, cle, contrat: CONTRAT,
  })
  return {
    ...REPONSE_APCV,
    codeStatut: '0',
    contexte: { dateFinValidite: '2026-11-22T09:50:00Z', identifiant, token: identifiant },
    profil: {
      numSerie: '000000000001',
      type: 'T',
      utilisateur: {
        ins: { matricule: '2850599999021', cle: '11', oid: '1.2.250.1.213.1.4.10' },
        identite: person('TESTARD', donnees.startsWith('B') ? 'BEATE' : 'ALMA', 'titulaire', '1985-05-12', '2850599999021', '11'),
      },
      individus: [
        { identite: person('EXEMPLE', 'PAUL', 'adulte', '1980-01-02', '1850599999021', '49') },
        { identite: person('TESTARD', 'ECHO', 'enfant', '2020-03-04', '1200399999021', '05') },
      ],
    },
  }
}
