/** Form of the messages that carry lots and documents (public implementations; docs/sources.md): shared by those who receive them and those who judge them. */

/** Content-Description that each kind of address expects, without the `/Z` of a compressed file; the test form of a lot passes as well, and that of SCOR is ours (assumed). */
export const DESCRIPTIONS = { FSE_LOT: ['IRIS/B2', 'IRISTEST/B2'], SCOR_LOT: ['IRIS/SCOR', 'SCOR'] } as const satisfies Record<string, readonly string[]>

/** `IR<VVVVVV>/<sender, 14>/<YYYYMMDDHHMMSS + 5 digits>/<number of invoices, 5>`; newer senders leave the version out (`IR/…`). */
const SUBJECT = /^IR(?:\d{6})?\/(\d{14})\/(\d{14})\d{5}\/(\d{5})$/

export interface Subject {
  emetteur: string
  /** Day and time as the software wrote them, YYYYMMDDHHMMSS. */
  date: string
  nombre: number
}

/** Undefined when the subject has another form. */
export function readSubject(text: string): Subject | undefined {
  const [, emetteur, date, nombre] = SUBJECT.exec(text) ?? []
  return emetteur === undefined ? undefined : { emetteur, date: date!, nombre: Number(nombre) }
}

/** RFC 2045, 6.7: blanks before a line end are none of the text; before the `=` of a soft line break, they are. */
export const quotedPrintable = (text: string): Buffer =>
  Buffer.from(text.replaceAll(/(?<![ \t])[ \t]+(?=\r?\n|$)/g, '').replaceAll(/=\r?\n|=$/g, '').replaceAll(/=([0-9A-Fa-f]{2})/g, (_whole, code: string) => String.fromCharCode(Number.parseInt(code, 16))), 'latin1')
