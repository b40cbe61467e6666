import type { ConsentSource } from '../events/consent-sources.js';

export { type ConsentSource, consentSources } from '../events/consent-sources.js';

/** The request beside the checkbox. A changed text gets a new version: a record proves which one a person agreed to. */
export const consentWording = {
  version: '2026-11',
  text: (school: string) => `Send me news and offers from ${school} by email. I can unsubscribe at any time.`,
} as const;

/** State of a person's consent when a marketing email is due. */
export interface ConsentState {
  /** When consent took effect; null without one. */
  readonly marketingConsentAt: Date | null;
  /** When a consent was withdrawn, or email refused without one. */
  readonly unsubscribedAt: Date | null;
}

/** Why a marketing email is not sent to this person; null if it may be sent. */
export type Withheld = 'unsubscribed' | 'no_consent';

/** Decides at send time whether a person gets marketing email. */
export function withholds({ marketingConsentAt, unsubscribedAt }: ConsentState): Withheld | null {
  if (unsubscribedAt) return 'unsubscribed';
  return marketingConsentAt ? null : 'no_consent';
}

/** Whether a value that was stored is a {@link Withheld}. */
export const isWithheld = (value: unknown): value is Withheld => value === 'unsubscribed' || value === 'no_consent';

/** The reason, as timelines show it. */
export const withheldReasons: Readonly<Record<Withheld, string>> = {
  unsubscribed: 'Not sent: the person unsubscribed from marketing email.',
  no_consent: 'Not sent: the person has not agreed to marketing email.',
};

/** Where and when the person agreed, for the footer of a marketing email. */
export interface AgreedToNews {
  /** The clause after “You get this email because”, before its date. */
  readonly clause: string;
  /** ISO 8601. */
  readonly at: string;
}

/** States why a person gets marketing email. */
export const agreedToNews = (source: ConsentSource, at: Date, school: string): AgreedToNews => ({
  clause: clauses[source](school),
  at: at.toISOString(),
});

const recorded = (school: string): string => `${school} recorded that you agreed to its news on`;
const clauses: Readonly<Record<ConsentSource, (school: string) => string>> = {
  checkout: (school) => `you agreed to news from ${school} when you joined on`,
  account: (school) => `you agreed to news from ${school} in your account on`,
  unsubscribe_page: (school) => `you subscribed to news from ${school} again on`,
  staff: recorded,
  api: recorded,
};
