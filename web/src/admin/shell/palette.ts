import type { Schemas } from '@perennial/api-client';
import { searchIn, searchRank } from '@perennial/domain/search';

export type Found = Schemas['SearchResults']['items'][number];
type Kind = Found['kind'];

/** An entry of the command palette. */
export interface Entry {
  readonly id: string;
  readonly label: string;
  readonly description?: string | undefined;
  /** Additional search terms. */
  readonly keywords?: string | undefined;
}

/** Entries under one heading. */
export interface EntryGroup<E extends Entry> {
  readonly group: string;
  readonly actions: readonly E[];
}

/** Heading and address of search results, by kind, in display order. */
export const kinds: Readonly<Record<Kind, { group: string; to: (id: string) => string }>> = {
  contact: { group: 'Contacts', to: (id) => `/contacts/${id}` },
  plan: { group: 'Memberships', to: (id) => `/marketing/membership/${id}` },
  product: { group: 'Products', to: (id) => `/memberships/courses/products/${id}` },
  automation: { group: 'Automations', to: (id) => `/automations/${id}` },
  segment: { group: 'Segments', to: (id) => `/contacts/segments/${id}` },
  email_template: { group: 'Emails', to: (id) => `/settings/email/templates/${id}` },
};

const textOf = ({ label, description = '', keywords = '' }: Entry) => `${label} ${description} ${keywords}`;

/**
 * The groups with entries that match the text. Groups and entries that begin with it come first.
 * Server results for an earlier text that no longer match are left out.
 */
export function fitting<E extends Entry>(groups: readonly EntryGroup<E>[], typed: string): EntryGroup<E>[] {
  const found = groups
    .map(({ group, actions }) => ({ group, actions: searchIn(actions, typed, textOf) }))
    .filter(({ actions }) => actions.length > 0);
  if (typed.trim() === '') return found;
  const best = ({ actions: [first] }: EntryGroup<E>) => (first && searchRank(textOf(first), typed)) ?? 3;
  return found.sort((a, b) => best(a) - best(b));
}
