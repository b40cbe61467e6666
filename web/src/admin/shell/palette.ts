import type { Schemas } from '@perennial/api-client';
import { searchIn, searchRank } from '@perennial/domain/search';

export type Found = Schemas['SearchResults']['items'][number];
type Kind = Found['kind'];

/** Something that Ctrl+K leads to or does. */
export interface Entry {
  readonly id: string;
  readonly label: string;
  readonly description?: string | undefined;
  /** What else somebody may type to find it. */
  readonly keywords?: string | undefined;
}

/** Entries under one heading. */
export interface EntryGroup<E extends Entry> {
  readonly group: string;
  readonly actions: readonly E[];
}

/** Heading and address of what is found, by kind, in the order in which they are shown. */
export const kinds: Readonly<Record<Kind, { group: string; to: (id: string) => string }>> = {
  contact: { group: 'Contacts', to: (id) => `/contacts/${id}` },
  plan: { group: 'Memberships', to: (id) => `/marketing/membership/${id}` },
  product: { group: 'Products', to: (id) => `/memberships/courses/products/${id}` },
  automation: { group: 'Automations', to: (id) => `/automations/${id}` },
  email_template: { group: 'Emails', to: (id) => `/settings/email/templates/${id}` },
};

const textOf = ({ label, description = '', keywords = '' }: Entry) => `${label} ${description} ${keywords}`;

/**
 * The groups with entries that fit what was typed. Within a group, and among groups, those come first that begin with it. What
 * the server found for an earlier text and does not fit any more is left out.
 */
export function fitting<E extends Entry>(groups: readonly EntryGroup<E>[], typed: string): EntryGroup<E>[] {
  const found = groups
    .map(({ group, actions }) => ({ group, actions: searchIn(actions, typed, textOf) }))
    .filter(({ actions }) => actions.length > 0);
  if (typed.trim() === '') return found;
  const best = ({ actions: [first] }: EntryGroup<E>) => (first && searchRank(textOf(first), typed)) ?? 3;
  return found.sort((a, b) => best(a) - best(b));
}
