/** Where a consent to marketing email, or its withdrawal, comes from. */
export const consentSources = ['checkout', 'account', 'unsubscribe_page', 'staff', 'api'] as const;
export type ConsentSource = (typeof consentSources)[number];
