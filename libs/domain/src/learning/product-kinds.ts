/** Every kind of product that the database can hold. */
export const productKinds = ['course', 'live_session', 'download', 'community'] as const;

/** One of {@link productKinds}. */
export type ProductKind = (typeof productKinds)[number];

const withPage: readonly ProductKind[] = ['course'];

/**
 * Whether members have a page for products of this kind. Others cannot be created, sold or granted, because members could not use
 * them. Rows from before this rule stay readable.
 */
export const hasMemberPage = (kind: string): boolean => withPage.some((one) => one === kind);
