import { type EventType, eventCatalogue } from './catalogue.js';
import { type AdminTopic, adminTopics, type PortalTopic, type TopicNames } from './topic-names.js';

/** Something that changed, without its new value. Clients reload it with their own permissions. `*` means everything. */
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

/**
 * Changes without an event: positions of runs, sent emails, progress of a clock or an import. They are sent to open channels and
 * not stored, so clients reload all of these after a reconnection.
 */
export const unloggedTopics: Topics = {
  admin: adminTopics.map((key) => ({ key })),
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
  const { admin, portal }: TopicNames = eventCatalogue[event.type].topics;
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
  if (key === 'segments') return text(data.segmentId);
  if (key === 'contact-imports') return text(data.importId);
  if (key === 'courses' || key === 'products') return text(data.courseId);
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
