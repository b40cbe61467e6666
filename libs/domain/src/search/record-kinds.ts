/** Kinds of records that the search of the admin app finds. */
export const searchKinds = ['contact', 'plan', 'product', 'automation', 'segment', 'email_template'] as const;
/** One of {@link searchKinds}. */
export type SearchKind = (typeof searchKinds)[number];

/** Kinds of records that a form can point to. */
export const lookupKinds = [
  'automation',
  'clock',
  'contact',
  'course',
  'field',
  'lesson',
  'plan',
  'product',
  'segment',
  'tag',
  'template',
] as const;
/** One of {@link lookupKinds}. */
export type LookupKind = (typeof lookupKinds)[number];
