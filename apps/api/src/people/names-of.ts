const shown = 3;
const list = new Intl.ListFormat('en-GB');

/** Names of records for a sentence: “A”, “B” and 2 more. */
export function namesOf(records: readonly { readonly name: string }[]): string {
  const quoted = records.slice(0, shown).map(({ name }) => `“${name}”`);
  const more = records.length - quoted.length;
  return list.format(more > 0 ? [...quoted, `${more} more`] : quoted);
}
