import { PDFiumLibrary } from '@hyzyla/pdfium'
import type { Demande, Ligne, OrdonnanceConsultee } from '../model.js'
import type { TestBench } from './bench.js'
import { consultee, demande, IDENTIFIANT } from './identities.js'
import { envelope, fault, foundReply } from './service.js'

/** What an observer outside of the software sees of each fault of the prescriber's side. */

type Observe = (bench: TestBench) => Promise<unknown>

const MORPHINE: Ligne = { numero: 1, type: 'medicament', produit: { cis: '61227030', atc: 'N02AA01', libelle: 'SKENAN L.P. 10 mg' }, posologie: '1 gélule matin et soir', enToutesLettres: 'dix milligrammes, une gélule' }
const TRAMADOL: Ligne = { ...MORPHINE, produit: { cis: '68303979', atc: 'N02AX02', libelle: 'TOPALGIC L.P. 100 mg' } }
const GLP1: Ligne = { numero: 1, type: 'medicament', produit: { medicamentVirtuel: 'SIM-MV-OZEMPIC', atc: 'A10BJ06', libelle: 'OZEMPIC' }, posologie: '1 injection par semaine' }
/** 22 November 2026, the day of the test session; the AM number is the test prescriber's. */
const APR = { reference: 'APR-991000696-1795339200', date: '2026-11-22', resultat: 'SIM-APR-01' }
const ACT: Ligne = { numero: 1, type: 'acteInfirmier', produit: { libelle: 'Injection' }, seances: 10 }
const SCAN: Ligne = { numero: 1, type: 'imagerie', produit: { libelle: 'Radiographie' } }

const written = (lignes: Ligne[], more: Partial<Demande> = {}): Demande => {
  const { genres: _genres, ...rest } = demande()
  return { ...rest, lignes, ...more }
}

/** A reference made up on the spot holds the time: its length is enough to tell it. */
const timeless = ({ accompagnement, ...ligne }: Ligne): object => ({ ...ligne, ...(accompagnement ? { accompagnement: accompagnement.reference.length } : {}) })

/** What the service received of a demand, and what the prescriber was told. */
const sent =
  (lignes: Ligne[], more: Partial<Demande> = {}): Observe =>
  async (bench) => {
    const { statut } = await bench.play(await bench.open('prescripteur'), 'creerOrdonnance', { demande: written(lignes, more) })
    return { statut, received: bench.service.of('WS_EP4').map(({ request: { ordonnance } }) => [ordonnance.genres, ordonnance.secret, ordonnance.lignes.map(timeless)]) }
  }

/** The words of the form. */
const printed =
  (lignes: Ligne[]): Observe =>
  async (bench) => {
    const session = await bench.open('prescripteur')
    const { identifiant } = await bench.play(session, 'creerOrdonnance', { demande: written(lignes) })
    const { document } = await bench.play(session, 'imprimerOrdonnance', { identifiant })
    const library = await PDFiumLibrary.init()
    const pdf = await library.loadDocument(Buffer.from(document!.contenu, 'base64'))
    const words = pdf.getPage(0).getText().replaceAll(identifiant, '')
    pdf.destroy()
    library.destroy()
    return words
  }

/** Two searches of a pharmacist for two people, of which the service knows one. */
const searched =
  (total: number): Observe =>
  async (bench) => {
    const session = await bench.open('officine')
    const criteres = { patient: demande().patient, du: '2026-11-20', au: '2026-11-22' }
    bench.service.answer = (call) => (call.operation === 'WS_EP2' ? { status: 200, body: foundReply(call, total) } : undefined)
    const answers = [await bench.play(session, 'rechercherOrdonnances', { criteres }), await bench.play(session, 'rechercherOrdonnances', { criteres })]
    const asked = bench.service.of('WS_EP2').map(({ request: { du, au } }) => [du, au])
    return { asked, shown: answers.map(({ ordonnances, messages }) => [ordonnances?.length, messages.length]) }
  }

/** A search that the service refuses, or is too broken to answer: what the user is told. */
const unanswered =
  (profil: 'officine' | 'prescripteur', issue: 'refus' | 'panne'): Observe =>
  async (bench) => {
    const session = await bench.open(profil)
    bench.service.answer = ({ messageId }) => (issue === 'refus' ? fault(messageId) : { status: 503, body: '' })
    const { statut, messages } = await bench.play(session, 'rechercherOrdonnances', { criteres: { patient: demande().patient } })
    return { statut, levels: messages.map(({ niveau }) => niveau) }
  }

/** A search of a prescriber: whose ordonnances the service is asked for, and how many are shown. */
const searchedOwn: Observe = async (bench) => {
  const session = await bench.open('prescripteur')
  bench.service.answer = (call) => (call.operation === 'WS_EP2' ? { status: 200, body: foundReply(call, 1) } : undefined)
  const { ordonnances } = await bench.play(session, 'rechercherOrdonnances', { criteres: { patient: demande().patient } })
  return { asked: bench.service.of('WS_EP2').map(({ request: { rppsPrescripteur } }) => rppsPrescripteur ?? 'tous'), shown: ordonnances?.length }
}

/** What is received of a change of an ordonnance, and what the prescriber is told. */
const changed =
  (verb: 'ajouterLignes' | 'annulerOrdonnance', refused = false): Observe =>
  async (bench) => {
    const session = await bench.open('prescripteur')
    const { identifiant } = await bench.play(session, 'creerOrdonnance', { demande: written([MORPHINE]) })
    if (refused) bench.service.answer = ({ messageId }) => fault(messageId)
    const { statut } = await bench.play(session, verb, { identifiant, ...(verb === 'ajouterLignes' ? { lignes: [{ ...MORPHINE, produit: { libelle: 'AUTRE', cis: '64720167' } }] } : {}) })
    const received = bench.service.of('WS_EP4').map(({ request: { nature, ordonnance } }) => [nature, ordonnance.identifiant === identifiant, ordonnance.lignes.map(({ ajouteLe }) => ajouteLe !== undefined)])
    return { statut, received }
  }

const EXECUTION = { dateHeure: '2026-11-21T10:00:00+01:00', officine: 'PHARMACIE D’AILLEURS', facturee: true, lignes: [{ numero: 1, statut: 'delivree' as const, libelle: 'DOLIPRANE', quantite: 1 }] }
const TWO = [{ ...EXECUTION, identifiant: '11111111-1111-4111-8111-111111111111' }, { ...EXECUTION, identifiant: '22222222-2222-4222-8222-222222222222' }]

/** What the prescriber reads of the executions, before the patient objects, then after it, or when the service fails. */
const read =
  (then: 'opposition' | 'panne'): Observe =>
  async (bench) => {
    const session = await bench.open('prescripteur')
    const given = (value: Partial<OrdonnanceConsultee>): void => {
      bench.service.answer = ({ messageId }) => ({ status: 200, body: envelope(messageId, bench.service.contract.writeReply('WS_EP3', { ...consultee(), ...value })) })
    }
    const look = async (): Promise<unknown> => {
      const { statut, executions, opposition } = await bench.play(session, 'consulterExecutions', { identifiant: IDENTIFIANT })
      return { statut, executions: executions?.length ?? 'aucune', opposition }
    }
    given({ ordonnance: { ...consultee().ordonnance, opposition: false }, historique: TWO })
    const before = await look()
    if (then === 'opposition') given({ ordonnance: { ...consultee().ordonnance, opposition: true } })
    else bench.service.answer = ({ messageId }) => fault(messageId, { side: 'Receiver' })
    return { before, after: await look() }
  }

export const OBSERVED_PRESCRIPTEUR = {
  'executions-malgre-opposition': read('opposition'),
  'premiere-execution-seule': read('opposition'),
  'echec-dit-non-execute': read('panne'),
  'recherche-precedente': searched(1),
  'recherche-sans-periode': searched(1),
  'recherche-incomplete-tue': searched(0),
  'recherche-refus-liste-vide': unanswered('officine', 'refus'),
  'recherche-panne-liste-vide': unanswered('officine', 'panne'),
  'recherche-des-confreres': searchedOwn,
  'recherche-refus-dit-fait': unanswered('prescripteur', 'refus'),
  'recherche-en-retard': searchedOwn,
  'ajout-en-nouvelle-ordonnance': changed('ajouterLignes'),
  'ajout-non-date': changed('ajouterLignes'),
  'modification-refusee-tue': changed('ajouterLignes', true),
  'annulation-sans-nature': changed('annulerOrdonnance'),
  'imagerie-transmise': sent([SCAN]),
  'acte-envoye-comme-medicament': sent([ACT]),
  'seances-en-boites': sent([ACT]),
  'contexte-des-actes-perdu': sent([ACT], { genres: ['MED-1094'] }),
  'arret-sans-raison': async (bench) => {
    const { statut, messages } = await bench.play(await bench.open('prescripteur'), 'creerOrdonnance', { demande: written([MORPHINE, { ...ACT, numero: 2 }]) })
    return { statut, messages: messages.length }
  },
  'types-meles-transmis': sent([MORPHINE, { ...ACT, numero: 2 }]),
  'etablissement-transmis': sent([MORPHINE], { cadre: 'etablissement' }),
  'tramadol-non-securise': sent([TRAMADOL]),
  'lettres-perdues': sent([MORPHINE]),
  'lettres-non-imprimees': printed([MORPHINE]),
  'duree-non-bornee': sent([{ ...MORPHINE, duree: { valeur: 5, unite: 'semaine' } }]),
  'chevauchement-toujours-permis': sent([MORPHINE]),
  'apr-inventee': sent([GLP1]),
  'apr-non-controlee': sent([{ ...GLP1, accompagnement: { ...APR, reference: 'APR-991000696' } }]),
  'apr-tronquee': sent([{ ...GLP1, accompagnement: APR }]),
  'apr-non-imprimee': printed([{ ...GLP1, accompagnement: APR }]),
  'hors-amm-rembourse': sent([{ ...GLP1, accompagnement: { ...APR, resultat: 'SIM-APR-02' } }]),
  'condition-perdue': sent([{ ...ACT, type: 'medicament', produit: { cis: '64539416', libelle: 'CLAMOXYL' }, posologie: '2 par jour', condition: 'SIM-DCA-01' }]),
  'secret-perdu': sent([MORPHINE], { secret: 'SIM-SEC-01' }),
  'opposition-non-imprimee': printed([MORPHINE]),
  'transmission-non-imprimee': printed([MORPHINE]),
} as const satisfies Record<string, Observe>
