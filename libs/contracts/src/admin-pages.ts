/** Paths of the admin pages that links in Temporal open. They contain only IDs; the pages require a sign-in. */
export const adminPages = {
  person: (contactId: string) => ({ label: 'Open contact', path: `/contacts/${contactId}` }),
  journey: (automationId: string, runId: string) => ({
    label: 'Open the journey',
    path: `/automations/${automationId}/runs/${runId}`,
  }),
  automation: (automationId: string) => ({ label: 'Open the automation', path: `/automations/${automationId}` }),
  journeysAt: (automationId: string, nodeId: string) => ({
    label: 'Open the journeys at this step',
    path: `/automations/${automationId}/runs?step=${nodeId}`,
  }),
  course: (courseId: string) => ({ label: 'Open the course', path: `/memberships/courses/products/${courseId}` }),
  contactImport: (importId: string) => ({ label: 'Open the import', path: `/contacts/imports/${importId}` }),
  testClocks: () => ({ label: 'Open the test clocks', path: '/settings/clocks' }),
  payments: () => ({ label: 'Open the payment settings', path: '/settings/payments' }),
} as const satisfies Record<string, (...ids: string[]) => AdminPage>;

/** One of {@link adminPages}: the link's label, and where it leads. */
export interface AdminPage {
  readonly label: string;
  readonly path: string;
}

/** The memo of a workflow. It is kept by continue-as-new. Workflows from before the links have none. */
export interface WorkflowMemo {
  /** Origin of the admin app when the workflow was started. */
  readonly adminUrl: string;
}

/** A Markdown link to a page of the admin app. */
export const linkTo = (adminUrl: string, { label, path }: AdminPage): string =>
  `[${label}](${adminUrl.replace(/\/$/, '')}${path})`;
