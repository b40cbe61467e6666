/** Pages of a portal, by the first part of their path. */
const portalPages: ReadonlySet<string> = new Set([
  '',
  'account',
  'certificates',
  'checkout',
  'courses',
  'memberships',
  'plans',
  'verify',
]);

/**
 * A path of our own site, as it may follow a sign-in, or null. A browser reads `//host`, `/\host` and a path with a tab
 * in it as another site, so the path is parsed the way a browser does and must come out on the same origin.
 */
export function internalPath(path: string | null | undefined): string | null {
  if (!path?.startsWith('/') || path.length > 500 || /[\\\p{Cc}]/u.test(path)) return null;
  const base = 'https://internal.invalid';
  if (!URL.canParse(path, base)) return null;
  const url = new URL(path, base);
  // A second slash after normalisation, as in `/..//host`, would name a host when the path is used on its own.
  if (url.origin !== base || url.pathname.startsWith('//')) return null;
  return url.pathname + url.search + url.hash;
}

/** A path without the tokens of emailed links, because stored paths must not give access. */
export function withoutTokens(path: string): string {
  const url = new URL(path, 'https://internal.invalid');
  for (const name of ['token', 'proof']) url.searchParams.delete(name);
  return url.pathname + url.search + url.hash;
}

/** A page of the portal that may follow a sign-in, or null: sign-in itself and pages that act on a token are none. */
export function portalPath(path: string | null | undefined): string | null {
  const internal = internalPath(path);
  return internal !== null && portalPages.has(internal.split(/[/?#]/)[1] ?? '') ? internal : null;
}
