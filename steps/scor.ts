import { defineParameterType, Given, When } from '@cucumber/cucumber'
import { HOUR_MS } from '../core/clock.js'
import { seedFrom } from '../core/seed.js'
import type { TypePiece } from '../facturation/piece.js'
import { feuille, type Feuille } from '../simulators/pieces.js'
import type { Banc } from './banc.js'
import { remis } from './comptoir.js'
import { alternatives } from './parametres.js'

/** Supporting documents: digitised, sent, acknowledged, claimed. Documents are drawn by the bench (simulators/pieces.ts). */
const SIMULATEUR = 'scor'

interface Document {
  nom: string
  type: TypePiece
  feuille: Feuille
}

const PROPRE = 200
const document = (nom: string, type: TypePiece, changes: Partial<Feuille> = {}): Document => ({ nom, type, feuille: { type, resolution: PROPRE, ...changes } })

const DOCUMENTS: Readonly<Record<string, Document>> = {
  'une ordonnance en JPEG': document('ordonnance.jpg', 'image/jpeg'),
  'une ordonnance en PNG': document('ordonnance.png', 'image/png'),
  'une ordonnance en PDF numérisé': document('ordonnance.pdf', 'application/pdf'),
  'une ordonnance en PDF de texte': document('ordonnance.pdf', 'application/pdf', { texte: true }),
  'une ordonnance en JPEG à 150 points par pouce': document('ordonnance.jpg', 'image/jpeg', { resolution: 150 }),
  'une ordonnance en JPEG à 96 points par pouce': document('ordonnance.jpg', 'image/jpeg', { resolution: 96 }),
  'une ordonnance en PNG à 149 points par pouce': document('ordonnance.png', 'image/png', { resolution: 149 }),
  'une ordonnance en PDF numérisé à 72 points par pouce': document('ordonnance.pdf', 'application/pdf', { resolution: 72 }),
  'une ordonnance en PNG sans résolution': document('ordonnance.png', 'image/png', { muette: true }),
  'une ordonnance en JPEG sans résolution': document('ordonnance.jpg', 'image/jpeg', { muette: true }),
  'une ordonnance en JPEG coupée': document('ordonnance.jpg', 'image/jpeg', { abimee: true }),
  'une ordonnance en PNG coupée': document('ordonnance.png', 'image/png', { abimee: true }),
  'une ordonnance en PDF protégée': document('ordonnance.pdf', 'application/pdf', { abimee: true }),
  'une ordonnance trop lourde': document('ordonnance.png', 'image/png', { resolution: 150, grain: seedFrom('grain') }),
  'un PNG annoncé comme JPEG': { ...document('ordonnance.jpg', 'image/jpeg'), feuille: { type: 'image/png', resolution: PROPRE } },
  'un PDF annoncé comme PNG': { ...document('ordonnance.png', 'image/png'), feuille: { type: 'application/pdf', resolution: PROPRE } },
}

defineParameterType({ name: 'document', regexp: alternatives(Object.keys(DOCUMENTS)), transformer: (words: string): Document => DOCUMENTS[words]! })

interface PieceNumerisee {
  nom: string
  type: string
  contenu: string
}
const numerisee = ({ nom, type, feuille: sheet }: Document): PieceNumerisee => ({ nom, type, contenu: Buffer.from(feuille(sheet)).toString('base64') })

const numeriser = (banc: Banc, pieces: PieceNumerisee[]): Promise<unknown> => banc.faire('numeriserPieces', { facture: remis(banc, 'facture'), pieces })

When('le pharmacien numérise {document}', async function (this: Banc, one: Document) {
  await numeriser(this, [numerisee(one)])
})

When('le pharmacien numérise {document} et {document}', async function (this: Banc, one: Document, other: Document) {
  const pieces = [numerisee(one), numerisee(other)]
  // Two documents of one invoice have two names.
  await numeriser(this, pieces.map((piece, index) => (index > 0 && piece.nom === pieces[0]!.nom ? { ...piece, nom: `suite-${piece.nom}` } : piece)))
})

When('le pharmacien numérise un fichier qui n\'est pas un document', async function (this: Banc) {
  await numeriser(this, [{ nom: 'ordonnance.jpg', type: 'image/jpeg', contenu: Buffer.from('GIF89a, ni JPEG, ni PNG, ni PDF').toString('base64') }])
})

When('le pharmacien envoie les pièces du lot', async function (this: Banc) {
  await this.faire('envoyerPieces', { lot: remis(this, 'lot') })
})

When("le pharmacien relève l'ARL des pièces", async function (this: Banc) {
  await this.avancerHorloge(2 * HOUR_MS)
  await this.faire('releverRetours', {})
})

const MOTIF = 'Indu pour absence de pièce justificative : pièce jointe.'

When('le pharmacien réclame sur la facture, avec {document}', async function (this: Banc, one: Document) {
  await this.faire('reclamer', { facture: remis(this, 'facture'), motif: MOTIF, piece: numerisee(one) })
})

When('le pharmacien réclame sur la facture, au motif {string}', async function (this: Banc, motif: string) {
  await this.faire('reclamer', { facture: remis(this, 'facture'), motif })
})

/* ---- What the simulated caisse will do ---- */

interface ArlScor {
  sens?: 'positif' | 'negatif'
  code?: string
  delaiMs?: number
  perdu?: boolean
  double?: boolean
}
const ARL: Readonly<Record<string, ArlScor>> = { 'sera négatif': { sens: 'negatif' }, 'se perdra': { perdu: true }, 'arrivera deux fois': { double: true } }
defineParameterType({ name: 'sortArlScor', regexp: alternatives(Object.keys(ARL)), transformer: (words: string): ArlScor => ARL[words]! })

Given("l'ARL des prochaines pièces {sortArlScor}", async function (this: Banc, arl: ArlScor) {
  await this.preparer(SIMULATEUR, 'programmerArlScor', arl)
})

Given("l'ARL des prochaines pièces arrivera au bout de {int} heures", async function (this: Banc, hours: number) {
  await this.preparer(SIMULATEUR, 'programmerArlScor', { delaiMs: hours * HOUR_MS })
})

When('la caisse ne retrouve pas la pièce de la facture', async function (this: Banc) {
  await this.preparer(SIMULATEUR, 'reclamerPiece', { facture: remis(this, 'facture') })
})
