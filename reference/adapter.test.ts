import qrcode from 'qrcode'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { buildPayload2d } from './code2d.js'
import { DEFECTS } from './defects/index.js'
import type { LigneDemandee } from './model.js'
import { startBench, type TestBench } from './testing/bench.js'
import { consultee, demande, IDENTIFIANT, opening, ordonnance } from './testing/identities.js'
import { envelope, fault, type ReceivedCall, usualReply } from './testing/service.js'

let bench: TestBench
beforeAll(async () => {
  bench = await startBench({ timeout: 300 })
})
afterAll(() => bench.close())
beforeEach(() => {
  bench.service.calls.length = 0
  bench.service.answer = () => undefined
})

const closedPort = 'http://127.0.0.1:1/lps'
const consult = (session: string) => bench.play(session, 'consulterOrdonnance', { identifiant: IDENTIFIANT })
const deliver = (session: string, ...lignes: LigneDemandee[]) => bench.play(session, 'delivrer', { identifiant: IDENTIFIANT, lignes })
const box = (quantite: number): LigneDemandee => ({ numero: 1, action: 'delivrer', quantite })
const replyWith = (change: (text: string) => string) => (call: ReceivedCall) => ({ status: 200, body: change(usualReply(bench.service.contract, call)) })

describe('sessions', () => {
  it('says what the software is', async () => {
    const { status, body } = await bench.request('GET', '/etat')
    expect(status).toBe(200)
    expect(body.verbes).toContain('creerOrdonnance')
  })

  it('opens, follows the clock, closes', async () => {
    const session = await bench.open('prescripteur')
    expect((await bench.request('PUT', `/sessions/${session}/horloge`, { maintenant: '2027-01-05T08:00:00+01:00' })).status).toBe(204)
    await bench.play(session, 'creerOrdonnance', { demande: demande() })
    expect(bench.service.of('WS_EP4')[0]!.request.ordonnance.dateHeure).toMatch(/^2027-01-05T07:00:/)
    expect((await bench.request('DELETE', `/sessions/${session}`)).status).toBe(204)
    expect((await bench.request('DELETE', `/sessions/${session}`)).status).toBe(404)
  })

  it('answers 400 in French to a body that is not the contract’s', async () => {
    const session = await bench.open('prescripteur')
    const wrong: [string, string, unknown][] = [
      ['POST', '/sessions', { session: 'x' }],
      ['POST', '/sessions', 'pas du json'],
      ['PUT', `/sessions/${session}/horloge`, { maintenant: 'demain' }],
      ['POST', `/sessions/${session}/verbes/creerOrdonnance`, { demande: { ...demande(), opposition: 'non' } }],
    ]
    for (const [method, path, sent] of wrong) {
      const { status, body } = await bench.request(method, path, sent)
      expect(status).toBe(400)
      expect(body.erreur).toMatch(/^Corps (?:non conforme|illisible)/)
    }
    expect(bench.service.calls).toHaveLength(0)
  })

  it('gives each opening its own session, and refuses V2 in sequential mode', async () => {
    const parts = { url: bench.service.url, certificate: bench.certificate, profil: 'officine' } as const
    const names = ['même', 'même'].map((session) => bench.open('officine', { session }))
    expect(new Set(await Promise.all(names)).size).toBe(2)
    const { status, body } = await bench.request('POST', '/sessions', opening({ ...parts, session: 'v2', versionPaquet: 'V2' }))
    expect(status).toBe(400)
    expect(body.erreur).toMatch(/modeTransmission/)
  })

  it('says which verbs it does not take', async () => {
    const session = await bench.open('officine')
    expect(await bench.play(session, 'creerOrdonnance', {})).toMatchObject({ reponse: 'nonPrisEnCharge' })
    const { body } = await bench.request('POST', `/sessions/${session}/verbes/scannerAutreChose`, {})
    expect(body).toMatchObject({ reponse: 'nonPrisEnCharge', raison: 'Le logiciel n’a pas la fonction scannerAutreChose.' })
    expect((await bench.request('POST', `/sessions/${session}/verbes/toString`, {})).body.reponse).toBe('nonPrisEnCharge')
  })

  it('asks for its token when it has one', async () => {
    const guarded = await startBench({ jeton: 'secret' })
    expect((await guarded.request('GET', '/etat')).status).toBe(401)
    expect((await guarded.request('GET', '/etat', undefined, { authorization: 'Bearer secret' })).status).toBe(200)
    expect((await fetch(guarded.application.pages)).status).toBe(401)
    const authorization = `Basic ${Buffer.from('moi:secret').toString('base64')}`
    expect((await fetch(guarded.application.pages, { headers: { authorization } })).status).toBe(200)
    await guarded.close()
  })

  it('keeps the wrong software beside it apart: each has its own fault, its own sessions and the same token', async () => {
    const { 'horloge-figee': frozen, 'lot-toujours-001': sameLot } = DEFECTS
    const { application, certificate, service, close } = await startBench({ jeton: 'secret', defects: { frozen, sameLot } })
    const call = (path: string, body: object, authorization = 'Bearer secret') =>
      fetch(`${application.defauts}${path}`, { method: 'POST', headers: { 'content-type': 'application/json', authorization }, body: JSON.stringify(body) })
    const asked = opening({ url: service.url, certificate, profil: 'officine', session: 'essai' })
    expect((await call('/frozen/sessions', asked, 'Bearer autre')).status).toBe(401)
    const { session } = (await (await call('/frozen/sessions', asked)).json()) as { session: string }
    expect((await call(`/sameLot/sessions/${session}/verbes/consulterOrdonnance`, { identifiant: IDENTIFIANT })).status).toBe(404)
    expect((await call(`/frozen/sessions/${session}/verbes/consulterOrdonnance`, { identifiant: IDENTIFIANT })).status).toBe(200)
    expect(service.calls[0]!.header('ctxlps:ContexteLPS/ctxlps:Temps')).not.toContain(asked.maintenant.slice(0, 10))
    expect((await call('/inexistant/sessions', asked)).status).not.toBe(201)
    await close()
  })

  it('keeps sessions apart', async () => {
    const [first, second] = [await bench.open('officine'), await bench.open('officine')]
    await consult(first)
    expect((await deliver(second, box(1))).statut).toBe('refusee')
  })
})

describe('prescripteur', () => {
  it('transmits, then prints a form that carries the transmitted identifier', async () => {
    const session = await bench.open('prescripteur')
    const { statut, identifiant, messages } = await bench.play(session, 'creerOrdonnance', { demande: demande() })
    expect({ statut, messages }).toEqual({ statut: 'transmise', messages: [] })
    const { ordonnance: sent } = bench.service.of('WS_EP4')[0]!.request
    expect(sent).toMatchObject({ ...demande(), identifiant, prescripteur: { rpps: '99900000009', structure: { finess: '990000017' } } })
    const printed = await bench.play(session, 'imprimerOrdonnance', { identifiant })
    expect(Buffer.from(printed.document!.contenu, 'base64').subarray(0, 5).toString()).toBe('%PDF-')
  })

  it('refuses invalid data before any call', async () => {
    const session = await bench.open('prescripteur')
    const { patient, lignes } = demande()
    const wrong = [
      { patient: { ...patient, nomFamille: '   ' } },
      { patient: { ...patient, nomFamille: 'X'.repeat(101) } },
      { patient: { ...patient, dateNaissance: '1985-02-30' } },
      { patient: { ...patient, ins: { ...patient.ins, cle: '12' } } },
      { lignes: [{ ...lignes[0]!, posologie: ' ' }] },
      { lignes: [lignes[0]!, lignes[0]!] },
    ]
    for (const parts of wrong) {
      const refused = await bench.play(session, 'creerOrdonnance', { demande: { ...demande(), ...parts } })
      expect(refused.statut).toBe('refusee')
      expect(refused.identifiant).toBeUndefined()
      expect(refused.messages[0]!.niveau).toBe('erreur')
    }
    expect(bench.service.calls).toHaveLength(0)
  })

  it('shows the refusal of the service and prints on paper', async () => {
    const session = await bench.open('prescripteur')
    bench.service.answer = ({ messageId }) => fault(messageId, { code: 'SIM-EP4-07', texte: 'Refusé &amp; noté.' })
    const refused = await bench.play(session, 'creerOrdonnance', { demande: demande() })
    expect(refused.statut).toBe('refusee')
    expect(refused.messages[0]).toEqual({ niveau: 'erreur', code: 'SIM-EP4-07', texte: 'Refusé & noté.' })
    expect(bench.service.calls).toHaveLength(1)
    const printed = await bench.play(session, 'imprimerOrdonnance', { identifiant: refused.identifiant })
    expect(printed.document).toBeDefined()
    expect(printed.messages[0]!.texte).toMatch(/sans code 2D/)
  })

  it('goes on without the service when it cannot be reached or cannot be trusted', async () => {
    const session = await bench.open('prescripteur')
    const answers: [RegExp, TestBench['service']['answer']][] = [
      [/délai de 0.3 s/, () => 'silence'],
      [/HTTP 503/, () => ({ status: 503, body: '<html><body>Maintenance</body></html>', contentType: 'text/html' })],
      [/mal formé/, () => ({ status: 200, body: '<soap:Envelope' })],
      [/mal formé/, () => ({ status: 200, body: '' })],
      [/mal formé/, () => ({ status: 200, body: '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>' })],
      [/ne correspond pas/, replyWith((text) => text.replace(/uuid:[0-9a-f-]+/, 'uuid:autre'))],
      [/ne correspond pas/, replyWith((text) => text.replace(/Identifiant>[^<]+</, `Identifiant>${IDENTIFIANT}<`))],
      [/ne suit pas son contrat/, ({ messageId }) => ({ status: 200, body: envelope(messageId, '<autre xmlns="urn:x"/>') })],
      [/Service fermé/, ({ messageId }) => fault(messageId, { side: 'Receiver', code: 'insi_102', texte: 'Service fermé' })],
    ]
    for (const [expected, answer] of answers) {
      bench.service.calls.length = 0
      bench.service.answer = answer
      const failed = await bench.play(session, 'creerOrdonnance', { demande: demande() })
      expect(failed).toMatchObject({ statut: 'enEchec', suitePapier: true })
      expect(failed.messages[0]!.texte).toMatch(expected)
      expect(bench.service.calls).toHaveLength(1)
    }
    const unreachable = await bench.open('prescripteur', { endpoints: { ordonnanceNumerique: closedPort } })
    expect((await bench.play(unreachable, 'creerOrdonnance', { demande: demande() })).messages[0]!.texte).toMatch(/connexion refusée/)
  })

  it('has nothing to print under an unknown number', async () => {
    const printed = await bench.play(await bench.open('prescripteur'), 'imprimerOrdonnance', { identifiant: IDENTIFIANT })
    expect(printed.document).toBeUndefined()
    expect(printed.messages).toHaveLength(1)
  })
})

describe('officine', () => {
  it('reads a code without calling anyone', async () => {
    const contenu = (await qrcode.toBuffer(buildPayload2d(ordonnance()))).toString('base64')
    const read = await bench.play(await bench.open('officine'), 'lireCode2d', { image: { typeMedia: 'image/png', contenu } })
    expect(read).toMatchObject({ nature: 'ordonnance', identifiant: IDENTIFIANT, prescripteur: { rpps: '99900000009' } })
    expect(bench.service.calls).toHaveLength(0)
  })

  it('consults under a number typed by hand, with its own numbers', async () => {
    const session = await bench.open('officine')
    const seen = await bench.play(session, 'consulterOrdonnance', { identifiant: ' 01s2 tbpz 2jcn zzyg hz ' })
    expect(seen.statut).toBe('affichee')
    expect(seen.ordonnance!.lignes[0]).toEqual({
      numero: 1,
      libelle: 'DOLIPRANE 1000 mg, comprimé',
      posologie: '1 comprimé 3 fois par jour pendant 5 jours',
      quantite: 2,
      reste: 4,
      substitution: 'G',
      mentions: ['MED-574', 'GEN-180'],
    })
    const numbers = { identifiantFacturation: '992000018', finess: '990000025' }
    expect(bench.service.of('WS_EP3')[0]!.request).toEqual({ version: 'V3', identifiant: IDENTIFIANT, ...numbers })
    expect(bench.service.calls[0]!.header('ctxbam:ContexteBAM/ctxbam:COUVERTURE')).toBe('')
  })

  it('does not call the service with what is no number', async () => {
    expect((await bench.play(await bench.open('officine'), 'consulterOrdonnance', { identifiant: '123' })).statut).toBe('refusee')
    expect(bench.service.calls).toHaveLength(0)
  })

  it('shows refusals and failures, and does not deliver after them', async () => {
    const session = await bench.open('officine')
    bench.service.answer = ({ messageId }) => fault(messageId)
    expect(await consult(session)).toEqual({ statut: 'refusee', messages: [{ niveau: 'erreur', code: 'SIM-EP3-01', texte: 'Ordonnance inconnue.' }] })
    bench.service.answer = () => 'silence'
    expect((await consult(session)).statut).toBe('enEchec')
    expect((await deliver(session, box(1))).messages[0]!.texte).toMatch(/Consultez/)
    expect(bench.service.of('WS_EP1')).toHaveLength(0)
  })

  it('delivers at once in sequential mode, without invoice, and counts what is left', async () => {
    const session = await bench.open('officine')
    await consult(session)
    const without: LigneDemandee = { numero: 3, action: 'nePasDelivrer', motifNonDelivrance: 'SIM-MND-99', commentaire: 'Taille absente' }
    const first = await deliver(session, box(1), without)
    expect(first.statut).toBe('transmise')
    const { request, header } = bench.service.of('WS_EP1')[0]!
    expect(request).toEqual({
      version: 'V3',
      identifiant: first.execution,
      ordonnance: IDENTIFIANT,
      dateHeure: request.dateHeure,
      patient: ordonnance().patient.ins,
      rppsPrescripteur: '99900000009',
      executant: request.executant,
      lignes: [
        { numero: 1, statut: 'partielle', produit: ordonnance().lignes[0]!.produit, quantite: 1 },
        { numero: 3, statut: 'nonDelivree', motifNonDelivrance: 'SIM-MND-99', commentaire: 'Taille absente' },
      ],
    })
    expect(request.executant).toMatchObject({ rpps: '99900000017', profession: '21', structure: { finess: '990000025' } })
    expect(header('ctxbam:ContexteBAM/ctxbam:COUVERTURE/ctxbam:BENEFICIAIRE/ctxbam:Nir/ctxbam:Cle')).toBe('11')
    // 3 are left of 4: the second box completes the first delivery, then comes the renewal
    expect((await deliver(session, box(4))).messages[0]!.texte).toBe('Ligne 1 : 4 demandé(s), 3 encore délivrable(s).')
    await deliver(session, box(1))
    await deliver(session, { numero: 1, action: 'delivrer' })
    const declared = bench.service.of('WS_EP1').map(({ request }) => [request.lignes[0]!.statut, request.lignes[0]!.quantite])
    expect(declared).toEqual([['partielle', 1], ['delivree', 1], ['delivree', 2]])
    expect((await deliver(session, { numero: 1, action: 'delivrer' })).statut).toBe('refusee')
    expect(bench.service.of('WS_EP1')).toHaveLength(3)
    const { numeroFacture } = await bench.play(session, 'facturer', { execution: first.execution, mode: 'b2' })
    const { numeroLot } = await bench.play(session, 'teletransmettre', { factures: [numeroFacture] })
    await bench.play(session, 'releverRetours', { retours: [{ nature: 'ARL', numeroLot, sens: 'positif' }] })
    expect(bench.service.of('WS_EP1')).toHaveLength(3)
  })

  it('delivers what is left when no quantity is typed', async () => {
    const session = await bench.open('officine')
    const left = consultee({ statut: 'partiellementExecutee', executions: 1, restes: [{ numero: 1, delivre: 3, reste: 1 }] })
    const body = bench.service.contract.writeReply('WS_EP3', left)
    bench.service.answer = ({ operation, messageId }) => (operation === 'WS_EP3' ? { status: 200, body: envelope(messageId, body) } : undefined)
    await consult(session)
    await deliver(session, { numero: 1, action: 'delivrer' })
    expect(bench.service.of('WS_EP1')[0]!.request.lignes[0]).toMatchObject({ quantite: 1, statut: 'delivree' })
  })

  it('refuses by itself what may not be delivered', async () => {
    const session = await bench.open('officine')
    await consult(session)
    const other = { cis: '61234567', libelle: 'AUTRE' }
    const acts: [RegExp, LigneDemandee][] = [
      [/pas de ligne 9/, { numero: 9, action: 'delivrer' }],
      [/encore délivrable/, box(5)],
      [/exclu la substitution/, { numero: 2, action: 'delivrer', produit: other, substitution: '2' }],
      [/motif de la substitution/, { numero: 1, action: 'delivrer', produit: other }],
      [/pourquoi/, { numero: 1, action: 'nePasDelivrer' }],
      [/en clair/, { numero: 1, action: 'nePasDelivrer', motifNonDelivrance: 'SIM-MND-99' }],
    ]
    for (const [expected, act] of acts) {
      const refused = await deliver(session, act)
      expect(refused.statut).toBe('refusee')
      expect(refused.messages[0]!.texte).toMatch(expected)
    }
    expect((await deliver(session, box(1), box(1))).messages[0]!.texte).toMatch(/figure deux fois/)
    expect(bench.service.of('WS_EP1')).toHaveLength(0)
    await deliver(session, { numero: 1, action: 'delivrer', produit: other, substitution: '2' })
    expect(bench.service.of('WS_EP1')[0]!.request.lignes[0]).toMatchObject({ produit: other, substitution: '2', statut: 'delivree', quantite: 2 })
  })

  it.each(['executee', 'annulee', 'expiree'] as const)('does not deliver an ordonnance %s', async (statut) => {
    const session = await bench.open('officine')
    const body = bench.service.contract.writeReply('WS_EP3', consultee({ statut }))
    bench.service.answer = ({ messageId }) => ({ status: 200, body: envelope(messageId, body) })
    expect((await consult(session)).statut).toBe('affichee')
    expect((await deliver(session, box(1))).statut).toBe('refusee')
  })

  it('keeps a delivery that could not be sent, and sends that same one when asked again', async () => {
    const session = await bench.open('officine')
    await consult(session)
    bench.service.answer = ({ operation }) => (operation === 'WS_EP1' ? 'silence' : undefined)
    const failed = await deliver(session, box(1))
    expect(failed.statut).toBe('enEchec')
    expect(failed.messages.map(({ texte }) => texte)).toContain('La délivrance reste à transmettre.')
    bench.service.answer = () => undefined
    expect((await deliver(session, box(4))).statut).toBe('refusee')
    const again = await deliver(session, box(1))
    expect(again).toMatchObject({ statut: 'transmise', execution: failed.execution })
    const [first, second] = bench.service.of('WS_EP1')
    expect(second!.request).toEqual(first!.request)
    expect(second!.messageId).not.toBe(first!.messageId)
  })

  it('shows the refusal of an execution and counts nothing', async () => {
    const session = await bench.open('officine')
    await consult(session)
    bench.service.answer = ({ messageId }) => fault(messageId, { code: 'SIM-EP1-04' })
    expect(await deliver(session, box(1))).toMatchObject({ statut: 'refusee', messages: [{ code: 'SIM-EP1-04' }, {}] })
    bench.service.answer = () => undefined
    expect((await deliver(session, box(4))).statut).toBe('transmise')
  })
})

describe('mode simultané', () => {
  const simultaneous = { versionPaquet: 'V2', modeTransmission: 'simultane' } as const
  const sent = () => bench.service.of('WS_EP1')
  const invoiced = async (mode: string) => {
    const session = await bench.open('officine', simultaneous)
    await consult(session)
    const { execution, statut } = await deliver(session, box(2))
    expect(statut).toBe('enAttente')
    const { numeroFacture } = await bench.play(session, 'facturer', { execution, mode })
    return { session, execution, numeroFacture }
  }
  const lotOf = (session: string, numeroFacture: string) => bench.play(session, 'teletransmettre', { factures: [numeroFacture] })
  const returns = (session: string, numeroLot: string, sens: string) => {
    const reason = sens === 'negatif' ? { code: '0E12', libelle: 'lot illisible' } : {}
    return bench.play(session, 'releverRetours', { retours: [{ nature: 'ARL', numeroLot, sens, ...reason }] })
  }

  it('waits for the positive ARL, then sends the execution with its invoice, once', async () => {
    const { session, execution, numeroFacture } = await invoiced('sesamVitale')
    const { numeroLot } = await lotOf(session, numeroFacture)
    expect(sent()).toHaveLength(0)
    expect(await returns(session, numeroLot, 'positif')).toMatchObject({ traites: 1 })
    expect(sent()).toHaveLength(1)
    expect(sent()[0]!.request).toMatchObject({
      version: 'V2',
      identifiant: execution,
      facturation: { numeroFacture, numeroLot, date: '2026-11-22', mode: 'sesamVitale' },
    })
    await returns(session, numeroLot, 'positif')
    expect(sent()).toHaveLength(1)
    expect((await returns(session, numeroLot, 'negatif')).traites).toBe(0)
    expect((await returns(session, '999', 'positif')).traites).toBe(0)
  })

  it.each(['degrade', 'b2'])('sends right after the lot in %s', async (mode) => {
    const { session, numeroFacture } = await invoiced(mode)
    const { numeroLot } = await lotOf(session, numeroFacture)
    expect(sent()[0]!.request.facturation).toMatchObject({ numeroFacture, numeroLot, mode })
    await returns(session, numeroLot, 'positif')
    expect(sent()).toHaveLength(1)
  })

  it('sends nothing after a negative ARL and asks for a new invoice', async () => {
    const { session, execution, numeroFacture } = await invoiced('sesamVitale')
    const { numeroLot } = await lotOf(session, numeroFacture)
    const { messages } = await returns(session, numeroLot, 'negatif')
    expect(messages[0]).toMatchObject({ niveau: 'erreur', code: '0E12' })
    expect(messages[0]!.texte).toContain(`refaites les factures ${numeroFacture}`)
    expect(sent()).toHaveLength(0)
    expect((await lotOf(session, numeroFacture)).numeroLot).toBeUndefined()
    const again = await bench.play(session, 'facturer', { execution, mode: 'sesamVitale' })
    expect(again.numeroFacture).not.toBe(numeroFacture)
    const next = await lotOf(session, again.numeroFacture)
    expect(next.numeroLot).not.toBe(numeroLot)
    await returns(session, next.numeroLot, 'positif')
    expect(sent()[0]!.request.facturation).toMatchObject({ numeroFacture: again.numeroFacture, numeroLot: next.numeroLot })
  })

  it('counts what waits, and invoices a delivery once', async () => {
    const { session, execution, numeroFacture } = await invoiced('sesamVitale')
    expect((await deliver(session, box(3))).statut).toBe('refusee')
    const twice = await bench.play(session, 'facturer', { execution, mode: 'b2' })
    expect(twice.numeroFacture).toBeUndefined()
    expect(twice.messages[0]!.texte).toContain(numeroFacture)
    expect((await bench.play(session, 'facturer', { execution: '0b8f7f5e-6f6d-4d1c-9a43-0f3f5e0f7b11', mode: 'b2' })).numeroFacture).toBeUndefined()
    expect((await lotOf(session, '999999999')).numeroLot).toBeUndefined()
  })

  it('sends after the next positive ARL what failed after the lot', async () => {
    const { session, execution, numeroFacture } = await invoiced('degrade')
    bench.service.answer = () => ({ status: 502, body: 'passerelle' })
    const { numeroLot, messages } = await lotOf(session, numeroFacture)
    expect(messages.map(({ texte }) => texte)).toContain('La délivrance reste à transmettre.')
    bench.service.answer = () => undefined
    await returns(session, numeroLot, 'positif')
    expect(sent().map(({ request }) => request.identifiant)).toEqual([execution, execution])
  })
})
