/**
 * What the transport needs to know of a B2 file, without its layouts: records of 128 characters that follow each other, with or without line
 * ends (public implementations; docs/sources.md), the header's sender and destination, and the number of invoices.
 */
export const B2_RECORD_LENGTH = 128

/** The records of a file, as Latin-1 text; a file of one line may end with a line end that is no separator. */
export function recordsOf(contents: Uint8Array): string[] {
  const text = Buffer.from(contents.buffer, contents.byteOffset, contents.byteLength).toString('latin1')
  const lines = text.split(/[\r\n]+/).filter((line) => line !== '')
  return lines.length > 1 ? lines : (lines[0]?.match(new RegExp(`[^]{1,${B2_RECORD_LENGTH}}`, 'g')) ?? [])
}

export interface B2Header {
  /** Number of the sender, 14 characters. */
  emetteur: string
  regime: string
  /** Centre informatique. */
  centre: string
  organisme: string
}

/** Record 000, when the file begins with one: sender at 6–19, destination at 28–41 (`000000`, régime, centre, organisme). */
export function headerRecord([first = '']: readonly string[]): B2Header | undefined {
  if (!first.startsWith('000') || first.length < 41) return undefined
  return { emetteur: first.slice(5, 19), regime: first.slice(33, 35), centre: first.slice(35, 38), organisme: first.slice(38, 41) }
}

/** An invoice ends with a record 5. */
export const invoiceCount = (records: readonly string[]): number => records.filter((record) => record.startsWith('5')).length

/** Where a record of an invoice holds the number of a person: the insured person at 12–24, and the individual at 50–62 of a record 2S. */
export const NIR_PLACES = (record: string): readonly (readonly [start: number, end: number])[] => {
  if (!/^[2-5]/.test(record)) return []
  return record[0] === '2' && record[38] === 'S' ? [[11, 24], [49, 62]] : [[11, 24]]
}
