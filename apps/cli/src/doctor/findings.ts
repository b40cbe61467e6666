import type { Schemas } from '@perennial/api-client';
import { plain } from '../output/plain.js';
import { table } from '../output/table.js';

type Key = Schemas['OwnApiKey'];
type Scope = Schemas['ApiKeyInput']['scopes'][number];

/** What each scope is needed for. A new scope does not compile until it is here. */
const uses: Readonly<Record<Scope, string>> = {
  'automations:read': 'automations list, show, export and scenarios; runs list and show; approvals list',
  'automations:write': 'automations import, publish, pause, resume and start; runs retry, skip, stop and move; approvals decide',
  'contacts:read': 'contacts find and show',
  'contacts:write': 'no command; other programs create contacts with it',
  'events:write': 'no command; other programs send events with it',
};

/** What the doctor found, for programs. */
export interface Findings {
  readonly url: string;
  readonly reachable: true;
  readonly encrypted: boolean;
  readonly key: { readonly name: string; readonly scopes: readonly string[] };
  readonly school: Key['school'];
  readonly missingScopes: readonly string[];
}

/** What the key and the address mean. */
export function findingsOf(url: string, { name, scopes, school }: Key): Findings {
  return {
    url,
    reachable: true,
    encrypted: url.startsWith('https:') || isLocal(new URL(url).hostname),
    key: { name, scopes },
    school,
    missingScopes: Object.keys(uses).filter((scope) => !scopes.includes(scope)),
  };
}

/** A request to this machine does not cross a network. */
const isLocal = (host: string): boolean => /^(?:127\.|\[::1\]$|localhost$|[a-z0-9.-]*\.localhost$)/.test(host);

/** The findings for people. */
export function findingsText({ url, encrypted, key, school, missingScopes }: Findings): string {
  const scopes = Object.entries(uses).map(([scope, use]) => ({ scope, use, has: !missingScopes.includes(scope) }));
  return [
    `Perennial answers at ${url}.`,
    `The key “${plain(key.name)}” works, for the school ${plain(school.name)}.`,
    ...(encrypted ? [] : ['The connection is not encrypted, so others can read the key. Use an https:// address.']),
    '',
    table(scopes, [
      ['SCOPE', ({ scope }) => scope],
      ['KEY HAS IT', ({ has }) => (has ? 'yes' : 'no')],
      ['NEEDED FOR', ({ use }) => use],
    ]),
  ].join('\n');
}
