import type { CarteVitale, DemandeDroits, ReponseDroits } from '../droits.js'
import type { TestBench } from './bench.js'
import { droitsOuverts } from './identities.js'
import { envelope, fault } from './service.js'

/** What an observer outside of the software sees of each fault of the consultation of rights. */

type Observe = (bench: TestBench) => Promise<unknown>

const PARENT = { numero: '2880463999921', cle: '17' }
const CHILD = { nir: { numero: '1140963999922', cle: '86' }, nomFamille: 'ENFANT-FICTIF', prenom: 'CADET', dateNaissance: '2014-09-03', rang: 2 }
const CARD: CarteVitale = {
  numeroSerie: '999463999921',
  assertion: '<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"/>',
  organisme: { regime: '02', caisse: '355', centre: '0000' },
  assure: PARENT,
  beneficiaires: [{ nir: PARENT, nomFamille: 'PARENTE-FICTIVE', prenom: 'MATRICE', dateNaissance: '1988-04-11', rang: 1 }, CHILD],
}
const designation = ({ dateNaissance, rang }: { dateNaissance: string; rang: number }) => ({ dateNaissance, rang })
const ASKED = { source: 'carte', dateSoins: '2026-11-02', beneficiaire: designation(CHILD) }
const TYPED = { source: 'nir', dateSoins: '2026-11-02', identite: { assure: PARENT, beneficiaire: designation(CHILD) } }
const PHONE = { source: 'apcv', dateSoins: '2026-11-02', identite: { assure: PARENT, organisme: CARD.organisme, assertion: CARD.assertion, beneficiaire: CHILD } }

const FULL: Partial<ReponseDroits> = {
  organisme: { regime: '02', caisse: '351', centre: '0400' },
  exonerations: [{ code: '4' }, { code: '3' }],
  medecinTraitant: { rpps: '99900001012', nom: 'PRESCRIPTEUR-FICTIF' },
  suspensions: [{ cis: '69902323', libelle: 'TAHOR 20 mg', depuis: '2026-10-01' }],
}
const CLOSED: Partial<ReponseDroits> = { statut: 'fermes', tiersPayant: false, dateFin: '2026-10-31' }

/** From now on the service answers this. */
function answering(bench: TestBench, changes: Partial<ReponseDroits>): void {
  bench.service.answer = ({ operation, messageId, request }) =>
    operation === 'ADRI'
      ? { status: 200, body: envelope(messageId, bench.service.contract.writeReply('ADRI', { ...droitsOuverts(request as DemandeDroits), ...changes })) }
      : undefined
}

const failing = (bench: TestBench, side: 'Sender' | 'Receiver', code: string): void => {
  bench.service.answer = ({ messageId }) => fault(messageId, { side, code, texte: 'Non.' })
}

const consult = (bench: TestBench, session: string, params: object): Promise<object> => bench.play(session, 'consulterDroits', params)

async function atCounter(bench: TestBench): Promise<string> {
  const session = await bench.open('officine')
  await bench.play(session, 'lireCarteVitale', { carte: CARD })
  return session
}

/** What leaves: the message, and what the header says of the patient. */
const sent: Observe = async (bench) => {
  await consult(bench, await atCounter(bench), ASKED)
  return bench.service.of('ADRI').map(({ request, header, text }) => ({
    request,
    couverture: header('ctxbam:ContexteBAM/ctxbam:COUVERTURE'),
    assertions: text.split('<saml:Assertion').length - 1,
  }))
}

const shownAs =
  (changes: Partial<ReponseDroits>, params: object = ASKED): Observe =>
  async (bench) => {
    answering(bench, changes)
    return consult(bench, await atCounter(bench), params)
  }
const shown = shownAs(FULL)
const closed = shownAs(CLOSED)
const paper = shownAs({}, { ...TYPED, attestationPapier: true })
const another = shownAs({ assure: CHILD.nir })
const noNir = shownAs({ beneficiaire: { nomFamille: 'NOURRISSON-FICTIF', prenom: 'BENJAMINE', ...designation(CHILD) } })
const aid = (nature: string): Observe => shownAs({ aide: { nature, dateFin: '2039-06-30' } })

const regime: Observe = async (bench) => {
  await consult(bench, await atCounter(bench), ASKED)
  return bench.service.of('ADRI').length
}

const wrongKey: Observe = async (bench) => {
  await consult(bench, await bench.open('officine'), { ...TYPED, identite: { ...TYPED.identite, assure: { ...PARENT, cle: '18' } } })
  return bench.service.of('ADRI').length
}

const twoPeople: Observe = async (bench) => {
  const session = await atCounter(bench)
  answering(bench, FULL)
  await consult(bench, session, ASKED)
  answering(bench, { exonerations: [] })
  return consult(bench, session, { ...ASKED, beneficiaire: designation(CARD.beneficiaires[0]!) })
}

const failure: Observe = async (bench) => {
  failing(bench, 'Receiver', 'FASIBEN')
  return consult(bench, await atCounter(bench), ASKED)
}
const refusal: Observe = async (bench) => {
  failing(bench, 'Sender', 'SIM-ADR-07')
  return consult(bench, await atCounter(bench), ASKED)
}
const apcv: Observe = async (bench) => {
  failing(bench, 'Receiver', 'FASIBEN')
  return consult(bench, await bench.open('officine'), PHONE)
}
const afterwards: Observe = async (bench) => {
  const session = await atCounter(bench)
  await consult(bench, session, ASKED)
  failing(bench, 'Receiver', 'FASIBEN')
  return consult(bench, session, ASKED)
}

const card: Observe = async (bench) => bench.play(await bench.open('officine'), 'lireCarteVitale', { carte: CARD })

const noCard: Observe = async (bench) => {
  const session = await atCounter(bench)
  const reading = await bench.play(session, 'lireCarteVitale', { erreur: { code: 11, libelle: 'Carte Vitale absente' } })
  const { statut } = (await consult(bench, session, ASKED)) as { statut: string }
  return { reading, statut }
}

/** Two children born the same day: the second is asked for. */
const twins: Observe = async (bench) => {
  const session = await bench.open('prescripteur')
  const second = { nomFamille: 'SECOND-FICTIF', prenom: 'JUMEAU', dateNaissance: CHILD.dateNaissance, rang: 3 }
  await bench.play(session, 'lireCarteVitale', { carte: { ...CARD, beneficiaires: [...CARD.beneficiaires, second] } })
  await consult(bench, session, { ...ASKED, beneficiaire: designation(second) })
  return bench.service.of('ADRI').map(({ request, header }) => [request.rang, header('ctxbam:ContexteBAM/ctxbam:COUVERTURE/ctxbam:BENEFICIAIRE/ctxbam:Rang')])
}

export const OBSERVED_DROITS = {
  'adri-premier-du-mois': sent,
  'adri-jumeau-confondu': twins,
  'adri-medecin-traitant-du-poste': shown,
  'adri-droits-presumes': refusal,
  'adri-carte-dite-lue': noCard,
  'adri-ame-perdue': aid('ame'),
  'adri-assure-du-beneficiaire': sent,
  'adri-attestation-garantie': paper,
  'adri-autre-beneficiaire': another,
  'adri-bam-autre-caisse': sent,
  'adri-bam-vide': sent,
  'adri-c2s-perdue': shown,
  'adri-c2s-sans-nature': aid('c2sAvecParticipation'),
  'adri-caisse-de-la-carte': shown,
  'adri-carte-muette': noCard,
  'adri-carte-precedente': noCard,
  'adri-carte-un-seul': card,
  'adri-centre-perdu': shown,
  'adri-cle-non-verifiee': wrongKey,
  'adri-code-tu': failure,
  'adri-date-du-jour': sent,
  'adri-date-fin-tue': shown,
  'adri-date-mal-formee': sent,
  'adri-droits-conserves': afterwards,
  'adri-droits-de-l-apcv': apcv,
  'adri-echec-muet': failure,
  'adri-exoneration-perdue': shown,
  'adri-exonerations-cumulees': twoPeople,
  'adri-fasiben-ferme': failure,
  'adri-fermes-ouverts': closed,
  'adri-garantie-sans-carte': paper,
  'adri-medecin-traitant-tu': shown,
  'adri-naissance-la-veille': sent,
  'adri-nir-du-parent': sent,
  'adri-nom-du-porteur': shown,
  'adri-nourrisson-sans-ecran': noNir,
  'adri-patient-precedent': afterwards,
  'adri-rang-oublie': sent,
  'adri-refus-pris-pour-panne': refusal,
  'adri-regime-general-seulement': regime,
  'adri-sans-assertion-patient': sent,
  'adri-suspension-de-la-famille': twoPeople,
  'adri-suspension-ignoree': shown,
  'adri-suspension-payee': shown,
  'adri-tiers-payant-toujours': closed,
} as const satisfies Record<string, Observe>
