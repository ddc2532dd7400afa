import qrcode from 'qrcode'
import type { LigneDemandee, OrdonnanceConsultee } from '../model.js'
import type { ExecutionSuivie, OrdonnanceSuivie } from '../tableau.js'
import type { TestBench } from './bench.js'
import { consultee, IDENTIFIANT, ordonnance } from './identities.js'
import { envelope, fault } from './service.js'
import { buildPayload2d } from '../code2d.js'

/** What an observer sees of the faults of the pharmacy side of the package V3. */

const box = (more: Partial<LigneDemandee> = {}): LigneDemandee => ({ numero: 1, action: 'delivrer', quantite: 1, ...more })
const SIMULTANEOUS = { modeTransmission: 'simultane' } as const

/** The service answers the consultation with this. */
function serving(bench: TestBench, value: OrdonnanceConsultee): void {
  bench.service.answer = ({ operation, messageId, request }) => {
    if (operation !== 'WS_EP3') return undefined
    const { identifiant } = request as { identifiant: string }
    return { status: 200, body: envelope(messageId, bench.service.contract.writeReply('WS_EP3', { ...value, ordonnance: { ...value.ordonnance, identifiant } })) }
  }
}

async function consulted(bench: TestBench, parts = {}, value?: OrdonnanceConsultee): Promise<string> {
  if (value) serving(bench, value)
  const session = await bench.open('officine', parts)
  await bench.play(session, 'consulterOrdonnance', { identifiant: IDENTIFIANT })
  return session
}

const line = (more: object, index = 0): OrdonnanceConsultee => {
  const { lignes, ...rest } = ordonnance()
  return consultee({ ordonnance: { ...rest, lignes: lignes.map((ligne, rank) => (rank === index ? { ...ligne, ...more } : ligne)) } })
}

interface Delivery {
  parts?: object
  value?: OrdonnanceConsultee
  more?: object
}

async function delivered(bench: TestBench, lignes: LigneDemandee[], { parts, value, more }: Delivery = {}) {
  const session = await consulted(bench, parts, value)
  const { statut, execution } = await bench.play(session, 'delivrer', { identifiant: IDENTIFIANT, lignes, ...more })
  return { session, statut, execution, requests: bench.service.of('WS_EP1').map(({ request }) => request) }
}

/** What the pharmacist reads when the service refuses the invoice. */
async function unbilled(bench: TestBench) {
  const { session, execution } = await delivered(bench, [box()])
  const { numeroFacture } = await bench.play(session, 'facturer', { execution, mode: 'b2' })
  bench.service.answer = ({ messageId }) => fault(messageId)
  return (await bench.play(session, 'teletransmettre', { factures: [numeroFacture] })).messages
}

async function billed(bench: TestBench, parts: object = {}, upTo: 'lot' | 'arl' = 'arl') {
  const { session, execution } = await delivered(bench, [box()], { parts })
  const { numeroFacture } = await bench.play(session, 'facturer', { execution, mode: 'sesamVitale' })
  const { numeroLot } = await bench.play(session, 'teletransmettre', { factures: [numeroFacture] })
  if (upTo === 'arl') await bench.play(session, 'releverRetours', { retours: [{ nature: 'ARL', numeroLot, sens: 'positif' }] })
  return { numeroFacture, billings: bench.service.of('WS_EP6').map(({ request }) => request.facturation) }
}

const firstLine = async (bench: TestBench, asked: Partial<LigneDemandee>, delivery?: Delivery) => (await delivered(bench, [box(asked)], delivery)).requests.map(({ lignes }) => lignes[0]!)

async function dashboard(bench: TestBench, session: string): Promise<Omit<ExecutionSuivie, 'execution'>[]> {
  const { ordonnances } = (await bench.play(session, 'afficherTableauDeBord', {})) as unknown as { ordonnances: OrdonnanceSuivie[] }
  return ordonnances.flatMap(({ executions }) => executions.map(({ execution: _execution, ...row }) => row))
}

/** What the pharmacist reads of an execution that the service refuses, or cannot take. */
async function declaredWith(bench: TestBench, side: 'Sender' | 'Receiver') {
  const session = await consulted(bench)
  bench.service.answer = ({ operation, messageId }) => (operation === 'WS_EP1' ? fault(messageId, { side }) : undefined)
  const { statut, messages } = await bench.play(session, 'delivrer', { identifiant: IDENTIFIANT, lignes: [box()] })
  return { statut, levels: messages.map(({ niveau }) => niveau) }
}

const SOMEBODY = { nomFamille: 'AUTRE', prenom: 'PERSONNE', dateNaissance: '1990-01-01' }

async function warned(bench: TestBench, patientAuComptoir: object): Promise<number> {
  const contenu = (await qrcode.toBuffer(buildPayload2d(ordonnance()))).toString('base64')
  const { messages } = await bench.play(await bench.open('officine'), 'lireCode2d', { image: { typeMedia: 'image/png', contenu }, patientAuComptoir })
  return messages.length
}

const secured = (): OrdonnanceConsultee => consultee({ ordonnance: { ...ordonnance(), genres: ['MED-1098'] } })
const modification = { nature: 'SIM-MOD-01', fondement: 'SIM-FON-01', date: '2026-11-22', dateAccord: '2026-11-22', posologie: '1 le soir' }
const agreedBefore = (): OrdonnanceConsultee => consultee({ ordonnance: { ...ordonnance(), dateHeure: '2026-11-18T09:30:00.000Z' } })

export const OBSERVED_OFFICINE = {
  'ep6-avant-arl': async (bench: TestBench) => (await billed(bench, {}, 'lot')).billings.length,
  'ep6-echec-tu': async (bench: TestBench) => (await unbilled(bench)).map(({ niveau }) => niveau),
  'ep6-jamais': async (bench: TestBench) => (await billed(bench)).billings.length,
  'ep6-autre-facture': async (bench: TestBench) => {
    const { numeroFacture, billings } = await billed(bench)
    return billings.map((billing) => billing.numeroFacture === numeroFacture)
  },
  'ep6-sans-lignes': async (bench: TestBench) => (await billed(bench)).billings.map(({ lignes }) => lignes ?? 'aucune'),
  'simultane-deux-envois': async (bench: TestBench) => (await billed(bench, SIMULTANEOUS)).billings.length,
  'simultane-a-l-installation': async (bench: TestBench) => (await delivered(bench, [box()], { parts: { modeTransmission: undefined } })).statut,
  'modification-tue': async (bench: TestBench) => (await firstLine(bench, { modification })).map((sent) => sent.modification ?? 'aucune'),
  'accord-date-du-jour': async (bench: TestBench) =>
    (await firstLine(bench, { modification: { ...modification, dateAccord: '2026-11-19' } }, { value: agreedBefore() })).map((sent) => sent.modification?.dateAccord),
  'antibiotique-sans-test': async (bench: TestBench) => (await delivered(bench, [box()], { value: line({ condition: 'SIM-DCA-01' }) })).statut,
  'test-perdu': async (bench: TestBench) =>
    (await firstLine(bench, { test: { date: '2026-11-22', resultat: 'positif' } }, { value: line({ condition: 'SIM-DCA-01' }) })).map((sent) => sent.test?.resultat ?? 'aucun'),
  'glp1-hors-amm-facture': async (bench: TestBench) => {
    const accompagnement = { reference: 'APR-991000696-1763805600', date: '2026-11-22', resultat: 'SIM-APR-02' }
    const value = line({ produit: { atc: 'A10BJ05', libelle: 'TRULICITY' }, accompagnement })
    return (await firstLine(bench, {}, { value })).map((sent) => sent.nonRembourse ?? false)
  },
  'chevauchement-ignore': async (bench: TestBench) => {
    const { session } = await delivered(bench, [box()], { value: secured() })
    const second = '01S2TBPZ2JCNZZYGH0'
    await bench.play(session, 'consulterOrdonnance', { identifiant: second })
    return (await bench.play(session, 'delivrer', { identifiant: second, lignes: [box()] })).statut
  },
  'modification-sans-titre': async (bench: TestBench) => (await delivered(bench, [box({ modification: { ...modification, fondement: 'SIM-FON-02' } })])).statut,
  'non-prescrit-perdu': async (bench: TestBench) => {
    const more = { produitsNonPrescrits: [{ produit: { libelle: 'SERUM PHYSIOLOGIQUE' }, quantite: 1 }] }
    return (await delivered(bench, [box()], { more })).requests.map(({ produitsNonPrescrits }) => produitsNonPrescrits ?? 'aucun')
  },
  'origine-perdue': async (bench: TestBench) => (await firstLine(bench, { origine: 'SIM-ORI-01' })).map((sent) => sent.origine ?? 'aucune'),
  'preparateur-tu': async (bench: TestBench) => {
    const parts = { preparateur: { idNat: '3990000025/P1', nom: 'PREPARATEUR', prenom: 'FICTIF' } }
    return (await delivered(bench, [box()], { parts })).requests.map(({ saisiPar }) => saisiPar?.idNat ?? 'personne')
  },
  'autre-patient-ignore': (bench: TestBench) => warned(bench, SOMEBODY),
  'autre-patient-a-tort': (bench: TestBench) => {
    const { nomFamille, prenom, dateNaissance } = ordonnance().patient
    return warned(bench, { nomFamille: nomFamille.replace("'", ' '), prenom, dateNaissance })
  },
  'saisie-corrigee': async (bench: TestBench) => {
    await bench.play(await bench.open('officine'), 'consulterOrdonnance', { identifiant: IDENTIFIANT.replace('0', 'O') })
    return bench.service.of('WS_EP3').map(({ request }) => request.identifiant)
  },
  'ligne-masquee-affichee': async (bench: TestBench) => {
    const session = await consulted(bench)
    const { lignes, ...rest } = ordonnance()
    serving(bench, consultee({ ordonnance: { ...rest, lignes: lignes.slice(1) }, lignesMasquees: [1] }))
    const { ordonnance: shown } = await bench.play(session, 'consulterOrdonnance', { identifiant: IDENTIFIANT })
    return shown?.lignes.map(({ numero }) => numero)
  },
  'historique-tu': async (bench: TestBench) => {
    const done = { identifiant: '0b8f7f5e-6f6d-4d1c-9a43-0f3f5e0f7b11', dateHeure: '2026-11-22T09:00:00Z', officine: 'AUTRE OFFICINE', facturee: false, lignes: [{ numero: 1, statut: 'delivree' as const, quantite: 1 }] }
    serving(bench, consultee({ historique: [done], executions: 1 }))
    const { ordonnance: shown } = await bench.play(await bench.open('officine'), 'consulterOrdonnance', { identifiant: IDENTIFIANT })
    return shown?.executions?.map(({ officine }) => officine)
  },
  'genres-tus': async (bench: TestBench) => {
    serving(bench, secured())
    const { ordonnance: shown } = await bench.play(await bench.open('officine'), 'consulterOrdonnance', { identifiant: IDENTIFIANT })
    return shown?.genres
  },
  'tableau-refus-transmis': async (bench: TestBench) => {
    bench.service.answer = ({ operation, messageId }) => (operation === 'WS_EP1' ? fault(messageId) : undefined)
    const { session } = await delivered(bench, [box()])
    return (await dashboard(bench, session)).map(({ transmission }) => transmission)
  },
  'tableau-echec-oublie': async (bench: TestBench) => {
    bench.service.answer = ({ operation, messageId }) => (operation === 'WS_EP1' ? fault(messageId, { side: 'Receiver' }) : undefined)
    const { session } = await delivered(bench, [box()])
    return dashboard(bench, session)
  },
  'tableau-facture-a-tort': async (bench: TestBench) => {
    const { session } = await delivered(bench, [box()])
    return (await dashboard(bench, session)).map(({ facturee }) => facturee)
  },
  'ep6-sans-suite-montree': async (bench: TestBench) => {
    bench.service.answer = ({ operation, messageId }) => (operation === 'WS_EP6' ? fault(messageId) : undefined)
    const { session, execution } = await delivered(bench, [box()])
    const { numeroFacture } = await bench.play(session, 'facturer', { execution, mode: 'b2' })
    const { messages } = await bench.play(session, 'teletransmettre', { factures: [numeroFacture] })
    return messages.map(({ niveau }) => niveau)
  },
  'ligne-reduite-a-l-ecran': async (bench: TestBench) => {
    serving(bench, line({ condition: 'SIM-DCA-01' }))
    const { ordonnance: shown } = await bench.play(await bench.open('officine'), 'consulterOrdonnance', { identifiant: IDENTIFIANT })
    return Object.keys(shown!.lignes[0]!)
  },
  'tableau-etat-fige': async (bench: TestBench) => {
    const { session } = await delivered(bench, [box()])
    const { ordonnances } = (await bench.play(session, 'afficherTableauDeBord', {})) as unknown as { ordonnances: OrdonnanceSuivie[] }
    return ordonnances.map(({ etat }) => etat)
  },
  'tableau-erreur-tue': async (bench: TestBench) => {
    bench.service.answer = ({ operation, messageId }) => (operation === 'WS_EP1' ? fault(messageId) : undefined)
    const { session } = await delivered(bench, [box()])
    return (await dashboard(bench, session)).map(({ derniereErreur }) => derniereErreur ?? 'aucune')
  },
  'ep6-executant-sans-prenom': async (bench: TestBench) => {
    await billed(bench)
    return bench.service.of('WS_EP6').map(({ request: { executant } }) => executant.prenom)
  },
  'execution-echec-dit-transmis': (bench: TestBench) => declaredWith(bench, 'Receiver'),
  'execution-refus-dit-transmis': (bench: TestBench) => declaredWith(bench, 'Sender'),
  'panne-muette': (bench: TestBench) => declaredWith(bench, 'Receiver'),
  'ligne-masquee-delivree': async (bench: TestBench) => (await delivered(bench, [box({ numero: 9, produit: { libelle: 'INCONNU' } })])).statut,
}
