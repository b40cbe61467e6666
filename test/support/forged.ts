/** The same text with another first character, which no proof or token survives. */
export const forged = (text: string): string => `${text.startsWith('A') ? 'B' : 'A'}${text.slice(1)}`;
