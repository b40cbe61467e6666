/** The greatest number of characters of a person's name. */
export const longestName = 120;
