/**
 * Pages of the admin app that links from Temporal open, as paths below its origin. Ids only: what they show is behind the
 * admin's sign-in.
 */
export const adminPages = {
  person: (contactId: string) => ({ words: 'Open contact', path: `/contacts/${contactId}` }),
  journey: (automationId: string, runId: string) => ({
    words: 'Open the journey',
    path: `/automations/${automationId}/runs/${runId}`,
  }),
  course: (courseId: string) => ({ words: 'Open the course', path: `/memberships/courses/products/${courseId}` }),
  contactImport: (importId: string) => ({ words: 'Open the import', path: `/contacts/imports/${importId}` }),
  testClocks: () => ({ words: 'Open the test clocks', path: '/settings/clocks' }),
  payments: () => ({ words: 'Open the payment settings', path: '/settings/payments' }),
} as const satisfies Record<string, (...ids: string[]) => AdminPage>;

/** One of {@link adminPages}: the link's words, and where it leads. */
export interface AdminPage {
  readonly words: string;
  readonly path: string;
}

/** What a workflow's memo says. A memo outlives continue-as-new; a workflow that is older than its links has none. */
export interface WorkflowMemo {
  /** Origin of the admin app when the workflow was started. */
  readonly adminUrl: string;
}

/** A Markdown link to a page of the admin app. */
export const linkTo = (adminUrl: string, { words, path }: AdminPage): string =>
  `[${words}](${adminUrl.replace(/\/$/, '')}${path})`;
