import type { EventFact, Evidence, EvidenceValue, Facts, Outputs } from '../../conditions/index.js';
import { type EventType, isEventType } from '../../events/catalogue.js';
import type { Graph } from '../graph.js';

/** A visit of a step as it was recorded. */
export interface PastVisit {
  readonly nodeId: string;
  readonly visit: number;
  /** Null while the run waits there, and where it ended. */
  readonly port: string | null;
  readonly enteredAt: string;
  readonly leftAt: string | null;
  /** The values that decided. */
  readonly values: readonly Evidence[];
}

/** What is stored about a run. */
export interface PastRun {
  /** The event that it started with. */
  readonly event: EventFact;
  readonly startedAt: string;
  /** Up to when it is compared: now, or when staff stopped it, or when it began to need attention. */
  readonly until: string;
  readonly visits: readonly PastVisit[];
  readonly outputs: Outputs;
  /** Events of the person after the start. */
  readonly later: readonly EventFact[];
  /** What is known about the person today. */
  readonly today: Omit<Facts, 'event' | 'outputs' | 'schoolTimezone'>;
}

/** The types of the events on which runs of a graph wait, exit, or reach the goal. */
export function eventsThatMatter({ nodes, exitRules, goal }: Graph): EventType[] {
  const awaited = nodes.flatMap(({ kind, config }) =>
    kind === 'waitForEvent' && Array.isArray(config.paths)
      ? config.paths.map((path: { eventType?: unknown }) => path.eventType)
      : [],
  );
  const rules = [...exitRules, ...(goal ? [goal] : [])].map(({ eventType }) => eventType);
  return [...new Set([...awaited, ...rules])].filter((type): type is EventType => typeof type === 'string' && isEventType(type));
}

/** The values of a run's fields as its steps saw them, and the fields whose value changed while it ran. */
export interface SeenValues {
  readonly first: ReadonlyMap<string, EvidenceValue>;
  readonly changed: ReadonlySet<string>;
}

/** Reads {@link SeenValues} from the visits of a run. */
export function seenValues(visits: readonly PastVisit[]): SeenValues {
  const first = new Map<string, EvidenceValue>();
  const changed = new Set<string>();
  for (const { field, actual } of visits.flatMap(({ values }) => values)) {
    if (!first.has(field)) first.set(field, actual);
    else if (JSON.stringify(first.get(field)) !== JSON.stringify(actual)) changed.add(field);
  }
  return { first, changed };
}

/** Today's facts with the values that the steps of a run saw. */
export function factsThen(today: PastRun['today'], { first }: SeenValues): PastRun['today'] {
  let facts = today;
  for (const [field, actual] of first) facts = withValue(facts, field, actual);
  return facts;
}

const listOf = (value: EvidenceValue): string[] => (Array.isArray(value) ? value.map(String) : []);

function withValue(facts: PastRun['today'], field: string, actual: EvidenceValue): PastRun['today'] {
  const [scope, first = '', second = ''] = field.split('.');
  const { contact } = facts;
  if (scope === 'contact' && first === 'tags')
    return contact ? { ...facts, contact: { ...contact, tags: listOf(actual) } } : facts;
  if (scope === 'contact' && first === 'segments') {
    const named = Object.fromEntries(Object.keys(facts.segments ?? {}).map((id) => [id, false]));
    return { ...facts, segments: { ...named, ...Object.fromEntries(listOf(actual).map((id) => [id, true])) } };
  }
  if (scope === 'contact' && ['name', 'email', 'timezone'].includes(first))
    return contact && (actual === null || typeof actual === 'string')
      ? { ...facts, contact: { ...contact, [first]: actual } }
      : facts;
  if (scope === 'access') return { ...facts, access: listOf(actual) };
  if (field === 'memberships.plans')
    return {
      ...facts,
      memberships: listOf(actual).map((planId, index) => ({
        membershipId: facts.memberships?.find((held) => held.planId === planId)?.membershipId ?? `recorded:${index}`,
        planId,
        state: 'active',
      })),
    };
  if (scope === 'field') {
    const name = facts.fields?.[first]?.name ?? '';
    return { ...facts, fields: { ...facts.fields, [first]: { name, value: actual } } };
  }
  if (scope === 'course' && first !== 'event') {
    const course = { progressPercent: 0, completed: false, ...facts.courses?.[first] };
    return { ...facts, courses: { ...facts.courses, [first]: { ...course, [second]: actual } } };
  }
  return facts;
}

/** Whether the value of a field that was recorded nowhere is the same today as it was then. */
export const isKnown = (field: string): boolean =>
  field.startsWith('event.') || field.startsWith('node.') || field === 'contact.createdAt' || field === 'contact.clockId';

/** Fields that {@link factsThen} takes from what was recorded. */
export const isRestored = (field: string): boolean =>
  /^(?:contact\.(?:tags|segments|name|email|timezone)|access\.products|memberships\.plans|field\..+|course\.(?!event\.).+)$/.test(
    field,
  );
