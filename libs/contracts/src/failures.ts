/**
 * Codes that activities throw. Their texts are stored in Postgres, not in Temporal, because an SMTP response contains an
 * address. Codes with `retry: false` are not retried and park the run.
 */
export const failures = {
  mail_refused: { retry: false, meaning: 'The mail server refused the message.' },
  mail_unreachable: { retry: true, meaning: 'The mail server could not be reached.' },
  mail_unrenderable: {
    retry: false,
    meaning: 'The email could not be filled in. Correct the email, then retry.',
  },
  url_refused: { retry: false, meaning: 'The address may not be called or answered with a client error.' },
  url_unreachable: { retry: true, meaning: 'The address did not answer, or answered with a server error.' },
  host_busy: { retry: false, meaning: 'The host of the address has as many calls in progress as one host may have.' },
  stripe_unavailable: { retry: true, meaning: 'Stripe did not answer, or a test clock was moving.' },
  stripe_refused: { retry: false, meaning: 'Stripe refused the request.' },
  certificate_failed: { retry: false, meaning: 'The certificate could not be drawn.' },
  storage_unreachable: { retry: true, meaning: 'The storage of files did not answer.' },
  event_loop: { retry: false, meaning: 'More than twenty events caused each other: this goes round in circles.' },
  entry_loop: {
    retry: false,
    meaning: 'The same person entered more than ten times within a minute: this may go round in circles.',
  },
  clock_unsettled: { retry: true, meaning: 'The clock could not settle within two minutes.' },
  clock_refused: { retry: false, meaning: 'Stripe could not advance its test clock.' },
  database_unavailable: { retry: true, meaning: 'The database did not answer.' },
  timed_out: { retry: true, meaning: 'The work did not finish in time.' },
  cancelled: { retry: false, meaning: 'Its workflow was cancelled in Temporal.' },
  unexpected: { retry: true, meaning: 'An error in the software. The worker log says which.' },
  misconfigured: { retry: false, meaning: 'The step needs something that no longer exists.' },
} as const satisfies Record<string, { retry: boolean; meaning: string }>;

/** One of {@link failures}. */
export type FailureCode = keyof typeof failures;

/** Whether a text is one of {@link failures}. */
export const isFailureCode = (text: string): text is FailureCode => Object.hasOwn(failures, text);
