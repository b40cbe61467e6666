import type { EventType } from './catalogue.js';

/** What a screen of the admin app shows and can be told to read again. */
export const adminTopics = [
  'automations',
  'certificates',
  'clocks',
  'contact-imports',
  'contacts',
  'home',
  'membership-problems',
  'runs',
  'school',
  'stripe',
  'stuck-workflows',
] as const;
/** One of {@link adminTopics}. */
export type AdminTopic = (typeof adminTopics)[number];

/** What a page of the portal shows and can be told to read again. */
export const portalTopics = ['certificates', 'courses', 'home', 'me', 'memberships'] as const;
/** One of {@link portalTopics}. */
export type PortalTopic = (typeof portalTopics)[number];

/** Something that changed, without what it changed to: whoever may read it reads it again. `*` is everything. */
export interface Topic<K extends string = string> {
  readonly key: K;
  /** Id of the one record that changed; without it, any record may have. */
  readonly id?: string;
}

/** What changed for staff of a school, and for one of its members. */
export interface Topics {
  readonly admin: readonly Topic<AdminTopic>[];
  readonly portal: readonly Topic<PortalTopic>[];
}

interface TopicNames {
  readonly admin: readonly AdminTopic[];
  /** Only ever sent to the contact whom the event concerns. */
  readonly portal: readonly PortalTopic[];
}

const none: TopicNames = { admin: [], portal: [] };
const person: TopicNames = { admin: ['contacts', 'home'], portal: [] };
const aboutThemselves: TopicNames = { admin: ['contacts', 'home'], portal: ['me'] };
const membership: TopicNames = {
  admin: ['contacts', 'home', 'membership-problems'],
  portal: ['memberships', 'home', 'courses'],
};
const access: TopicNames = { admin: ['contacts', 'home'], portal: ['home', 'courses', 'memberships'] };
const learning: TopicNames = { admin: ['contacts', 'home'], portal: ['home', 'courses'] };
const certificate: TopicNames = { admin: ['contacts', 'home', 'certificates'], portal: ['certificates', 'courses', 'home'] };
const stripe: TopicNames = { admin: ['stripe', 'home', 'school'], portal: [] };

/** Which screens an event changes. A new type of event does not compile without its topics. */
export const eventTopics = {
  'contact.signed_up': person,
  'contact.logged_in': person,
  'contact.time_zone_changed': { admin: ['contacts', 'home'], portal: ['me', 'courses', 'home'] },
  'contact.subscribed': aboutThemselves,
  'contact.unsubscribed': aboutThemselves,
  'tag.added': person,
  'tag.removed': person,
  'checkout.started': membership,
  'membership.purchased': membership,
  'purchase.undone': membership,
  'trial.started': membership,
  'trial.ending': membership,
  'trial.converted': membership,
  'trial.ended': membership,
  'trial.ended_without_card': membership,
  'cancellation.scheduled': membership,
  'cancellation.undone': membership,
  'membership.ended': membership,
  'payment.succeeded': membership,
  'payment.failed': membership,
  'payment.received_after_end': membership,
  'stripe.connection_broken': stripe,
  'access.gained': access,
  'access.lost': access,
  'access.opened': access,
  'access.closed': access,
  'lessons.unlocked': learning,
  'course.started': learning,
  'lesson.completed': learning,
  'course.completed': { admin: ['contacts', 'home', 'certificates'], portal: ['home', 'courses', 'certificates'] },
  'certificate.issued': certificate,
  'certificate.revoked': certificate,
  'custom.event': person,
  'certificate.requested': certificate,
  // Drafts are read again when somebody comes back to the window: a page that is being edited keeps what was typed.
  'course.outline_changed': none,
  'school.time_zone_changed': { admin: ['school'], portal: [] },
  // A reason to look at Stripe; what was found there is an event of its own.
  'stripe.event_received': none,
  'stripe.connected': stripe,
  'stripe.connection_restored': stripe,
  'membership.sync_requested': { admin: ['membership-problems'], portal: [] },
  'clock.advance_requested': { admin: ['clocks'], portal: [] },
  'run.operated': { admin: ['runs', 'automations', 'home'], portal: [] },
  'workflow.restart_requested': { admin: ['stuck-workflows', 'home'], portal: [] },
  'grant.dated': { admin: ['contacts'], portal: [] },
  'contacts.import_requested': { admin: ['contact-imports'], portal: [] },
  'mail.test_requested': none,
  'contact.email_change_requested': { admin: ['contacts'], portal: [] },
  'contact.email_changed': aboutThemselves,
  'staff.password_link_requested': none,
  'contact.password_changed': { admin: ['contacts'], portal: [] },
  'sign_in.link_requested': none,
} as const satisfies Record<EventType, TopicNames>;

/**
 * What changes without an event: positions of journeys, emails sent, progress of a clock or an import. Announced to open channels
 * only, and not kept, so whoever was away reads all of these again.
 */
export const unloggedTopics: Topics = {
  admin: (
    ['automations', 'certificates', 'clocks', 'contact-imports', 'contacts', 'home', 'membership-problems', 'runs'] as const
  ).map((key) => ({ key })),
  portal: (['certificates', 'courses', 'home', 'memberships'] as const).map((key) => ({ key })),
};

/** An event as far as its topics depend on it. */
export interface TopicSource {
  readonly type: EventType;
  readonly contactId: string | null;
  readonly runId: string | null;
  readonly data: Readonly<Record<string, unknown>>;
}

/** What an event changed, with the ids of the records where the event names them. */
export function topicsOf(event: TopicSource): Topics {
  const { admin, portal }: TopicNames = eventTopics[event.type];
  const withId = <K extends AdminTopic | PortalTopic>(key: K): Topic<K> => {
    const id = idOf(key, event);
    return id ? { key, id } : { key };
  };
  const run: Topic<AdminTopic>[] =
    event.runId && !(admin as readonly string[]).includes('runs') ? [{ key: 'runs', id: event.runId }] : [];
  return {
    admin: [...admin.map(withId), ...run],
    portal: event.contactId ? portal.map(withId) : [],
  };
}

function idOf(key: AdminTopic | PortalTopic, { contactId, data }: TopicSource): string | undefined {
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
  if (key === 'contacts') return contactId ?? undefined;
  if (key === 'runs') return text(data.runId);
  if (key === 'contact-imports') return text(data.importId);
  if (key === 'courses') return text(data.courseId);
  return undefined;
}

/** Ids of one key above which the key is sent without one. */
const mostIds = 20;

/** The same topics once each; a key without an id covers its ids, and many ids become the key alone. */
export function mergeTopics<T extends Topic>(topics: readonly T[]): T[] {
  const byKey = new Map<string, Map<string | undefined, T>>();
  for (const topic of topics) {
    const ids = byKey.get(topic.key) ?? new Map<string | undefined, T>();
    byKey.set(topic.key, ids.set(topic.id, topic));
  }
  return [...byKey.values()].flatMap((ids): T[] => {
    const whole = ids.get(undefined);
    const [first] = ids.values();
    if (whole) return [whole];
    if (first && ids.size > mostIds) {
      const { id: _, ...rest } = first;
      return [rest as T];
    }
    return [...ids.values()];
  });
}
