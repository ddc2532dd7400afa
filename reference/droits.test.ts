import { afterAll, beforeEach, expect, it } from 'vitest'
import { startBench } from './testing/bench.js'
import { droitsOuverts } from './testing/identities.js'
import { envelope, fault } from './testing/service.js'
import type { DemandeDroits, ReponseDroits } from './droits.js'

const bench = await startBench()
afterAll(() => bench.close())
beforeEach(() => {
  bench.service.calls.length = 0
  bench.service.answer = () => undefined
})

const NIR = { numero: '2880463999921', cle: '17' }
const PERSON = { dateNaissance: '1988-04-11', rang: 1 }
const CARD = {
  numeroSerie: '999463999921',
  assertion: '<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_carte"/>',
  organisme: { regime: '02', caisse: '355', centre: '0000' },
  assure: NIR,
  beneficiaires: [{ nir: NIR, nomFamille: 'PARENTE-FICTIVE', prenom: 'MATRICE', ...PERSON }],
}
const TYPED = { source: 'nir', dateSoins: '2026-11-02', identite: { assure: NIR, beneficiaire: PERSON } }
const BY_CARD = { source: 'carte', dateSoins: '2026-11-02', beneficiaire: PERSON }

const answer = (changes: Partial<ReponseDroits>): void => {
  bench.service.answer = ({ messageId, request }) => ({
    status: 200,
    body: envelope(messageId, bench.service.contract.writeReply('ADRI', { ...droitsOuverts(request as DemandeDroits), ...changes })),
  })
}

it('asks with the card: message, filled ContexteBAM and the two assertions', async () => {
  const session = await bench.open('prescripteur')
  await bench.play(session, 'lireCarteVitale', { carte: CARD })
  const { statut, droits } = await bench.play(session, 'consulterDroits', BY_CARD)
  const [call] = bench.service.of('ADRI')
  expect({ statut, organisme: droits.organisme }).toEqual({ statut: 'affiches', organisme: { regime: '02', caisse: '351', centre: '0000' } })
  expect(call!.request).toEqual({ dateReference: '2026-11-02', nirCertifie: NIR, dateNaissance: '1988-04-11', rang: 1, assure: NIR })
  expect(call!.text).toContain('<ctxbam:GrandRegime>02</ctxbam:GrandRegime><ctxbam:Organisme>355</ctxbam:Organisme><ctxbam:CodeCentre>0000</ctxbam:CodeCentre>')
  expect(call!.text).toContain('ID="_carte"/></wsse:Security>')
  expect(call!.text.split('<saml:Assertion').length - 1).toBe(2)
})

it('asks with a typed number: no certified number, no organism, no other assertion', async () => {
  await bench.play(await bench.open('officine'), 'consulterDroits', TYPED)
  const [call] = bench.service.of('ADRI')
  expect(call!.request).toEqual({ dateReference: '2026-11-02', dateNaissance: '1988-04-11', rang: 1, assure: NIR })
  expect(call!.text).not.toContain('GrandRegime')
  expect(call!.text.split('<saml:Assertion').length - 1).toBe(1)
})

it.each<[string, object, RegExp]>([
  ['a false key', { ...TYPED, identite: { ...TYPED.identite, assure: { ...NIR, cle: '18' } } }, /clé du NIR/],
  ['no card', BY_CARD, /Aucune carte Vitale n’est lue/],
])('stops at the counter: %s', async (_what, params, words) => {
  const { statut, messages } = await bench.play(await bench.open('officine'), 'consulterDroits', params)
  expect([statut, messages[0]!.texte]).toEqual(['refusee', expect.stringMatching(words)])
  expect(bench.service.of('ADRI')).toEqual([])
})

it('forgets the card of before when a card cannot be read', async () => {
  const session = await bench.open('officine')
  await bench.play(session, 'lireCarteVitale', { carte: CARD })
  const { statut, messages } = await bench.play(session, 'lireCarteVitale', { erreur: { code: 38, libelle: 'Carte Vitale non valide' } })
  expect([statut, messages[0]!.code]).toEqual(['nonLue', '38'])
  expect((await bench.play(session, 'consulterDroits', BY_CARD)).statut).toBe('refusee')
})

it('announces closed rights and offers nothing', async () => {
  answer({ statut: 'fermes', dateFin: '2026-10-31', tiersPayant: false })
  const { droits, messages, paiementGaranti } = await bench.play(await bench.open('officine'), 'consulterDroits', TYPED)
  expect([droits.tiersPayantPropose, paiementGaranti]).toEqual([false, false])
  expect(messages[0]!.texte).toMatch(/Droits fermés au 02\/11\/2026, depuis le 31\/10\/2026/)
})

it.each<[string, object]>([
  ['another person', { assure: { numero: '2840763999901', cle: '87' } }],
  ['another date', { dateReference: '2026-11-03' }],
])('sets aside an answer about %s', async (_what, changes) => {
  answer(changes)
  const { statut, droits, messages } = await bench.play(await bench.open('officine'), 'consulterDroits', TYPED)
  expect([statut, droits]).toEqual(['enEchec', undefined])
  expect(messages[0]!.texte).toMatch(/ne correspond pas/)
})

it('invents nothing when the service is closed, whatever the phone or the paper says', async () => {
  bench.service.answer = ({ messageId }) => fault(messageId, { side: 'Receiver', code: 'FASIBEN', texte: 'Fermé.' })
  const session = await bench.open('officine')
  const apcv = { ...TYPED, source: 'apcv' }
  const phone = await bench.play(session, 'consulterDroits', apcv)
  const paper = await bench.play(session, 'consulterDroits', { ...TYPED, attestationPapier: true })
  expect([phone, paper].map(({ statut, droits, paiementGaranti }) => [statut, droits, paiementGaranti])).toEqual([['enEchec', undefined, false], ['enEchec', undefined, false]])
  expect(phone.messages.map(({ texte }) => texte).join(' ')).toMatch(/ne les porte pas/)
  expect(paper.messages.map(({ texte }) => texte).join(' ')).toMatch(/ne vaut pas garantie/)
})

it('shows the same on its page', async () => {
  const session = await bench.open('officine')
  const url = `${bench.application.pages}sessions/${session}/droits`
  const form = { numero: NIR.numero, cle: NIR.cle, dateNaissance: '1988-04-11', rang: '1', dateSoins: '2026-11-02', attestationPapier: 'oui' }
  const shown = await (await fetch(url, { method: 'POST', body: new URLSearchParams(form) })).text()
  expect(shown).toContain('02 351 0000')
  expect(shown).toContain('C2S sans participation, jusqu’au 30/06/2039')
  expect(shown).toContain('Une attestation papier ne vaut pas garantie de paiement.')
  expect(shown).toContain('<th scope="row">Paiement</th><td>non garanti</td>')
  const wrong = await (await fetch(url, { method: 'POST', body: new URLSearchParams({ ...form, cle: '18' }) })).text()
  expect(wrong).toContain('La clé du NIR ne correspond pas au NIR')
  const empty = await (await fetch(url, { method: 'POST', body: new URLSearchParams({ dateSoins: '2026-11-02' }) })).text()
  expect(empty).toContain('Saisie incomplète ou mal formée')
})
