/** Data that screens of the admin app show and can reload. */
export const adminTopics = [
  'api-keys',
  'approvals',
  // What staff edit of an automation. `automations` covers its numbers, which change with every run.
  'automation-drafts',
  'automations',
  'certificate-template',
  'certificates',
  'clocks',
  'contact-fields',
  'contact-imports',
  'contacts',
  'email-settings',
  'email-templates',
  'home',
  'lessons',
  'membership-problems',
  'plans',
  'products',
  'runs',
  'school',
  'segments',
  'stripe',
  'stuck-workflows',
  'tags',
  // Addresses of automations, and what arrived at them.
  'webhooks',
] as const;
/** One of {@link adminTopics}. */
export type AdminTopic = (typeof adminTopics)[number];

/** Data that pages of the portal show and can reload. */
export const portalTopics = ['certificates', 'courses', 'home', 'me', 'memberships'] as const;
/** One of {@link portalTopics}. */
export type PortalTopic = (typeof portalTopics)[number];

/** Topics of one type of event. */
export interface TopicNames {
  readonly admin: readonly AdminTopic[];
  /** Only ever sent to the contact whom the event concerns. */
  readonly portal: readonly PortalTopic[];
}

/** Topics that several types of events share. */
export const topics = {
  person: { admin: ['contacts', 'home'], portal: [] },
  aboutThemselves: { admin: ['contacts', 'home'], portal: ['me'] },
  membership: { admin: ['contacts', 'home', 'membership-problems'], portal: ['memberships', 'home', 'courses'] },
  access: { admin: ['contacts', 'home'], portal: ['home', 'courses', 'memberships'] },
  learning: { admin: ['contacts', 'home'], portal: ['home', 'courses'] },
  certificate: { admin: ['contacts', 'home', 'certificates'], portal: ['certificates', 'courses', 'home'] },
  approval: { admin: ['approvals', 'home', 'runs'], portal: [] },
  stripe: { admin: ['stripe', 'home', 'school'], portal: [] },
  none: { admin: [], portal: [] },
} as const satisfies Record<string, TopicNames>;
