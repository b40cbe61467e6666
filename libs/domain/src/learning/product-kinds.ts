/** Every kind of product that the database can hold. */
export const productKinds = ['course', 'live_session', 'download', 'community'] as const;

/** One of {@link productKinds}. */
export type ProductKind = (typeof productKinds)[number];

const withPage: readonly ProductKind[] = ['course'];

/**
 * Whether members have a page for products of this kind. What has none is not created, sold or given: whoever got it would find
 * nothing there. Rows from before this rule stay readable.
 */
export const hasMemberPage = (kind: string): boolean => withPage.some((one) => one === kind);
