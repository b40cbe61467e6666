import { type AdminTopic, adminTopics } from '@perennial/domain/events';
import type { LookupKind } from '@perennial/domain/search';
import type { QueryKey } from '@tanstack/react-query';
import { type Affects, recordsOf, under } from '../../ui/api/use-live-updates';

/** Records that pickers list and fields name. */
const named = (key: QueryKey, ...kinds: LookupKind[]): boolean => key[0] === 'lookups' && kinds.some((kind) => key[1] === kind);

/** Topics that refresh more, or fewer, queries than those under their own name. */
const others: Partial<Affects<AdminTopic>> = {
  'automation-drafts': (key, id) =>
    ((key.length === 2 || key[2] === 'versions') && recordsOf('automations')(key, id)) ||
    key[1] === 'attention' ||
    named(key, 'automation'),
  // All except the graph itself, because numbers change with every run.
  automations: (key) => key[0] === 'automations' && (key.length > 2 || typeof key[1] !== 'string' || key[1] === 'attention'),
  certificates: (key) => under('certificates')(key) || (key[0] === 'contacts' && key[2] === 'certificates'),
  clocks: (key) => under('clocks')(key) || named(key, 'clock'),
  'email-templates': (key, id) => recordsOf('email-templates')(key, id) || named(key, 'template'),
  plans: (key, id) => recordsOf('plans')(key, id) || under('home')(key) || named(key, 'plan'),
  products: (key, id) => recordsOf('products')(key, id) || under('home')(key) || named(key, 'product', 'course', 'lesson'),
  runs: (key, id) =>
    recordsOf('runs')(key, id) ||
    (key[0] === 'automations' && (key[1] === 'attention' || ['runs', 'standing', 'people', 'versions'].includes(String(key[2])))),
  school: under('me'),
  stripe: (key) => key[0] === 'stripe' || key[0] === 'me',
  'stuck-workflows': under('automations', 'stuck'),
  'contact-fields': (key) => under('contact-fields')(key) || named(key, 'field'),
  segments: (key, id) => recordsOf('segments')(key, id) || named(key, 'segment'),
  // Contacts and their lists show the names of tags.
  tags: (key) => under('tags')(key) || key[0] === 'contacts' || named(key, 'tag'),
};

/** An open form or graph shows what was read again, unless it has unsaved changes. */
export const adminAffects: Affects<AdminTopic> = {
  ...(Object.fromEntries(adminTopics.map((topic) => [topic, recordsOf(topic)])) as Affects<AdminTopic>),
  ...others,
};
