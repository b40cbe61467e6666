/** Source of a consent to marketing email or of its withdrawal. */
export const consentSources = ['checkout', 'account', 'unsubscribe_page', 'staff', 'api'] as const;
export type ConsentSource = (typeof consentSources)[number];
