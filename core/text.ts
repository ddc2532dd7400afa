/** Nothing that can be read: absent, empty, or only blanks. */
export const isBlank = (text: string | undefined): boolean => text === undefined || text.trim() === ''
