/** A title as part of an address: "Töpfern für alle!" becomes "topfern-fur-alle". */
export function slugOf(title: string): string {
  const slug = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/ß/g, 'ss')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60)
    .replace(/-$/, '');
  return slug || 'untitled';
}

/** The first of slug, slug-2, slug-3 … that is not taken. */
export function freeSlug(title: string, taken: ReadonlySet<string>): string {
  const base = slugOf(title);
  let slug = base;
  for (let number = 2; taken.has(slug); number++) slug = `${base}-${number}`;
  return slug;
}
