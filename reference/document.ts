import { PDFDocument, rgb, StandardFonts, type PDFFont, type PDFImage, type PDFPage } from 'pdf-lib'
import qrcode from 'qrcode'
import { libelleDe, quantiteParDelivrance, type Ligne, type Ordonnance } from './model.js'
import { dayOf, shownDay } from './session.js'

export interface PrintedOrdonnance {
  ordonnance: Ordonnance
  /** Texts of the QR codes; without any the form is a paper ordonnance and says so. */
  codes2d?: readonly string[]
  now: Date
  /** Texts of the form → as printed. */
  textes?: (textes: string[]) => string[]
}

const A4: [number, number] = [595.28, 841.89]
const MARGIN = 42
const WIDTH = A4[0] - 2 * MARGIN
/** Foot of every page: QR code, information texts, signature, page number. */
const FOOT = 205
const MILLIMETRE = 72 / 25.4
const QR_SIDE = 38 * MILLIMETRE
const INK = rgb(0.1, 0.1, 0.12)
const DURATIONS = { jour: ['jour', 'jours'], semaine: ['semaine', 'semaines'], mois: ['mois', 'mois'] } as const

/** The form handed to the patient (blocks of the published illustration of SEL-SFG-023). */
export async function printOrdonnance(printed: PrintedOrdonnance): Promise<Buffer> {
  const pdf = await PDFDocument.create()
  const layout = new Layout(pdf, await pdf.embedFont(StandardFonts.Helvetica), await pdf.embedFont(StandardFonts.HelveticaBold), printed.ordonnance)
  describe(pdf, printed)
  const codes: PDFImage[] = []
  for (const text of printed.codes2d ?? []) codes.push(await pdf.embedPng(await qrImage(text)))
  layout.newPage()
  if (codes.length === 0) paperMention(layout)
  for (const { title, lignes } of zones(printed.ordonnance)) {
    if (title) layout.paragraph(title, { bold: true, after: 6 })
    lignes.map(lineTexts).forEach(({ title: heading, details }) => layout.block({ title: heading, details: printed.textes?.(details) ?? details }))
  }
  layout.pages.forEach((page, index) => drawFoot(layout, page, { ...printed, codes, number: `Page ${index + 1}/${layout.pages.length}` }))
  return Buffer.from(await pdf.save())
}

const qrImage = (text: string): Promise<Buffer> => qrcode.toBuffer(text, { errorCorrectionLevel: 'M', margin: 4, scale: 8 })

function describe(pdf: PDFDocument, { ordonnance, codes2d, now }: PrintedOrdonnance): void {
  pdf.setTitle(codes2d === undefined ? 'Ordonnance' : `Ordonnance numérique ${ordonnance.identifiant}`)
  pdf.setLanguage('fr-FR')
  pdf.setCreationDate(now)
  pdf.setModificationDate(now)
}

const PAPER =
  'Cette ordonnance n’a pas été enregistrée par l’Assurance Maladie : elle n’a ni numéro ni code 2D. ' +
  'Elle s’exécute sur présentation de ce document.'

function paperMention(layout: Layout): void {
  layout.paragraph('ORDONNANCE PAPIER', { bold: true, size: 13 })
  layout.paragraph(PAPER, { after: 10 })
}

/** A bizone form parts what relates to the long-term illness from the rest. */
function zones({ genres, lignes }: Ordonnance): { title?: string; lignes: Ligne[] }[] {
  if (!genres?.includes('MED-1096')) return [{ lignes }]
  const related = (ligne: Ligne): boolean => ligne.mentions?.includes('MED-574') ?? false
  return [
    { title: 'Prescriptions relatives au traitement de l’affection de longue durée reconnue', lignes: lignes.filter(related) },
    { title: 'Prescriptions SANS RAPPORT avec l’affection de longue durée', lignes: lignes.filter((ligne) => !related(ligne)) },
  ]
}

function lineTexts(ligne: Ligne): { title: string; details: string[] } {
  const { duree, renouvellements, substitution, motifNonSubstituable, mentions, enToutesLettres, chevauchement, condition, accompagnement } = ligne
  const unit = ligne.type === 'medicament' ? 'boîte(s)' : ligne.type === 'dispositifMedical' ? 'unité(s)' : 'séance(s) ou acte(s)'
  return {
    title: `${ligne.numero}. ${ligne.produit.libelle}`,
    details: [
      ligne.posologie ?? '',
      duree ? `Durée : ${duree.valeur} ${DURATIONS[duree.unite][duree.valeur > 1 ? 1 : 0]}` : '',
      `Quantité : ${quantiteParDelivrance(ligne)} ${unit}${renouvellements ? `, à renouveler ${renouvellements} fois` : ''}`,
      substitution === 'N' ? `NON SUBSTITUABLE${motifNonSubstituable ? ` (${motifNonSubstituable})` : ''}` : '',
      enToutesLettres ? `En toutes lettres : ${enToutesLettres}` : '',
      chevauchement ? 'Chevauchement avec une ordonnance précédente expressément permis par le prescripteur' : '',
      condition ? `Délivrance conditionnelle : ${libelleDe('condition', condition)}` : '',
      accompagnement ? `Accompagnement à la prescription ${accompagnement.reference} du ${shownDay(accompagnement.date)} : ${libelleDe('accompagnement', accompagnement.resultat)}` : '',
      mentions?.length ? `Mentions : ${mentions.map((code) => libelleDe('mention', code)).join(', ')}` : '',
    ].filter(Boolean),
  }
}

/** Standard fonts only write Windows-1252: the rest is written without its accents rather than not at all. */
function printable(text: string, font: PDFFont): string {
  const known = new Set(font.getCharacterSet())
  const written = (character: string): string => (known.has(character.codePointAt(0)!) ? character : plain(character, known))
  return [...text.normalize('NFC').replace(/\s+/g, ' ')].map(written).join('')
}

function plain(character: string, known: Set<number>): string {
  const base = character.normalize('NFKD').replace(/\p{M}/gu, '')
  return base !== '' && [...base].every((part) => known.has(part.codePointAt(0)!)) ? base : '?'
}

interface TextStyle {
  bold?: boolean
  size?: number
  after?: number
  indent?: number
}

/** Writes downwards and opens a page when the next block does not fit. */
class Layout {
  readonly pages: PDFPage[] = []
  #y = 0

  constructor(
    private readonly pdf: PDFDocument,
    readonly regular: PDFFont,
    readonly strong: PDFFont,
    private readonly ordonnance: Ordonnance,
  ) {}

  newPage(): void {
    this.pages.push(this.pdf.addPage(A4))
    this.#y = A4[1] - MARGIN
    drawHead(this, this.ordonnance)
  }

  paragraph(text: string, { bold = false, size = 10, after = 2, indent = 0 }: TextStyle = {}): void {
    const font = bold ? this.strong : this.regular
    for (const line of wrap(printable(text, font), font, size, WIDTH - indent)) {
      if (this.#y - size < FOOT + MARGIN) this.newPage()
      this.pages.at(-1)!.drawText(line, { x: MARGIN + indent, y: this.#y - size, size, font, color: INK })
      this.#y -= size * 1.35
    }
    this.#y -= after
  }

  /** A prescription line is not cut in two when it can be helped. */
  block({ title, details }: { title: string; details: string[] }): void {
    const needed = (details.length + 2) * 14
    if (this.#y - needed < FOOT + MARGIN) this.newPage()
    this.paragraph(title, { bold: true, size: 11 })
    details.forEach((detail) => this.paragraph(detail, { indent: 14, after: 0 }))
    this.#y -= 9
  }

  rule(): void {
    this.pages.at(-1)!.drawLine({ start: { x: MARGIN, y: this.#y }, end: { x: MARGIN + WIDTH, y: this.#y }, thickness: 0.6, color: INK })
    this.#y -= 12
  }
}

/** Words too long for a line are cut. */
function wrap(text: string, font: PDFFont, size: number, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ').flatMap((part) => cut(part, font, size, width))) {
    const longer = line ? `${line} ${word}` : word
    if (font.widthOfTextAtSize(longer, size) <= width) line = longer
    else {
      lines.push(line)
      line = word
    }
  }
  return [...lines, line]
}

function cut(word: string, font: PDFFont, size: number, width: number): string[] {
  if (font.widthOfTextAtSize(word, size) <= width) return [word]
  const middle = Math.ceil(word.length / 2)
  return [...cut(word.slice(0, middle), font, size, width), ...cut(word.slice(middle), font, size, width)]
}

function drawHead(layout: Layout, { prescripteur, patient, dateHeure, rppsRemplacant, genres }: Ordonnance): void {
  const { structure } = prescripteur
  layout.paragraph(`${prescripteur.prenom} ${prescripteur.nom}`, { bold: true, size: 13 })
  layout.paragraph(`RPPS ${prescripteur.rpps}${prescripteur.identifiantFacturation ? ` - N° AM ${prescripteur.identifiantFacturation}` : ''}`)
  if (structure) layout.paragraph(`${structure.raisonSociale}${structure.finess ? ` - FINESS ${structure.finess}` : ''}`)
  if (rppsRemplacant) layout.paragraph(`Remplacé par le professionnel de RPPS ${rppsRemplacant}`)
  layout.paragraph(`Le ${shownDay(dayOf(new Date(dateHeure)))}`, { after: 8 })
  const usage = patient.nomUsage ? ` (nom d’usage ${patient.nomUsage})` : ''
  layout.paragraph(`Patient : ${patient.nomFamille}${usage} ${patient.prenom}`, { bold: true, size: 11 })
  layout.paragraph(`Né(e) le ${shownDay(patient.dateNaissance)} - sexe ${patient.sexe} - INS ${patient.ins.matricule} ${patient.ins.cle}`, { after: 6 })
  if (genres?.length) layout.paragraph(`Ordonnance : ${genres.map((code) => libelleDe('genre', code)).join(', ')}`, { after: 6 })
  layout.rule()
}

interface Foot extends PrintedOrdonnance {
  codes: readonly PDFImage[]
  number: string
}

function drawFoot(layout: Layout, page: PDFPage, { ordonnance, codes, number, textes }: Foot): void {
  const [qr, ...others] = codes
  const write = (text: string, x: number, y: number, size: number, font = layout.regular): void =>
    page.drawText(printable(text, font), { x, y, size, font, color: INK })
  const textLeft = qr ? MARGIN + QR_SIDE + 16 : MARGIN
  if (qr) {
    page.drawImage(qr, { x: MARGIN, y: MARGIN + 34, width: QR_SIDE, height: QR_SIDE })
    write('e-prescription', MARGIN + 14, MARGIN + 26, 9, layout.strong)
    write(`N°${ordonnance.identifiant}`, MARGIN, MARGIN + 14, 9)
  }
  others.forEach((image, rank) => page.drawImage(image, { x: A4[0] - MARGIN - (rank + 1) * QR_SIDE, y: MARGIN + 2, width: QR_SIDE, height: QR_SIDE }))
  const { prenom, nom } = ordonnance.prescripteur
  const signature = `Signature : ${prenom} ${nom}, le ${shownDay(dayOf(new Date(ordonnance.dateHeure)))}`
  // what concerns the base of the Assurance Maladie has no place on a paper ordonnance
  const informations = qr ? [opposition(ordonnance), TRANSMISSION] : []
  const texts = [signature, ...(textes?.(informations) ?? informations)]
  let y = MARGIN + FOOT - 22
  texts.forEach((text, index) => {
    const size = index === 0 ? 9.5 : 8
    for (const line of wrap(printable(text, layout.regular), layout.regular, size, A4[0] - MARGIN - textLeft)) {
      write(line, textLeft, y, size)
      y -= size * 1.3
    }
    y -= index === 0 ? 26 : 6
  })
  write(number, A4[0] - MARGIN - 50, MARGIN - 14, 8)
}

const TRANSMISSION =
  'Transmission électronique : le contenu de cette ordonnance est transmis à l’Assurance Maladie par un téléservice sécurisé, ' +
  'pour que le professionnel de votre choix puisse l’exécuter. Vos droits sur ces données : https://www.ameli.fr, rubrique « Protection des données ».'

const opposition = ({ opposition: objected, dateHeure, dateInformation }: Ordonnance): string =>
  `Information du patient donnée le ${shownDay(dateInformation ?? dayOf(new Date(dateHeure)))} (article R. 4072-1 du code de la santé publique) : ` +
  (objected
    ? 'le patient s’est opposé à ce que le prescripteur consulte les données d’exécution de cette ordonnance.'
    : 'le patient peut s’opposer à ce que le prescripteur consulte les données d’exécution ; il ne s’y est pas opposé à ce jour.')
