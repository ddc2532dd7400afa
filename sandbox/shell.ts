/** One word of a shell command, whatever it holds. */
export const shellWord = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`
