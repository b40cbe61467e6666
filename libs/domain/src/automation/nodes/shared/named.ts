/** A record's name in quotes after a noun: "the email “Welcome”". Undefined while the name is not known, so that no placeholder is quoted. */
export const named = (noun: string, name: string | undefined): string | undefined =>
  name === undefined ? undefined : `${noun} “${name}”`.trimStart();
