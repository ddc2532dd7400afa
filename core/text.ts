/** Nothing that can be read: absent, empty, or only blanks. */
export const isBlank = (text: string | undefined): boolean => text === undefined || text.trim() === ''

/** Cents as an amount in French: `12,50 €`. */
export const euros = (cents: number): string => `${(cents / 100).toFixed(2).replace('.', ',')} €`
