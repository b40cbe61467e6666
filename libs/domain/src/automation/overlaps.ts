import { Condition, checkCondition, scopeOfEvent } from '../conditions/index.js';
import { own } from '../conditions/own.js';
import { type EventType, isEventType } from '../events/catalogue.js';
import type { MailAudience } from '../messaging/index.js';
import { isAddressed } from './addressed.js';
import type { Graph } from './graph.js';
import { findNode } from './lookup.js';
import type { NodeKind } from './nodes/kinds.js';

/** Events that are recorded at the same moment for the same reason: two emails about them are emails about one thing. */
const occasions: Readonly<Partial<Record<EventType, string>>> = {
  'course.completed': 'completion',
  'certificate.issued': 'completion',
  'trial.ended': 'end of a trial',
  'trial.ended_without_card': 'end of a trial',
  'membership.purchased': 'purchase',
  'trial.started': 'purchase',
  'access.opened': 'purchase',
  'cancellation.scheduled': 'cancellation',
  'membership.ended': 'end of access',
  'access.closed': 'end of access',
};

/** What an event is about, shared by the events that happen together. */
export const occasionOf = (type: EventType): string => occasions[type] ?? type;

/** An email that is sent as soon as an event happens. */
export interface ImmediateEmail {
  readonly nodeId: string;
  readonly audience: MailAudience;
  readonly eventType: EventType;
  readonly filters: Condition | null;
}

/** The emails of a graph with the event that each one follows without a wait: the trigger, or the event that ended a wait. */
export function immediateEmails(graph: Graph): ImmediateEmail[] {
  const arriving = new Map<string, Graph['edges']>();
  for (const edge of graph.edges) arriving.set(edge.target, [...(arriving.get(edge.target) ?? []), edge]);
  return graph.nodes
    .filter(({ kind }) => kind === 'sendEmail')
    .flatMap(({ id, config }) => {
      const audience: MailAudience = own(config, 'audience') === 'staff' ? 'staff' : 'contact';
      return eventsBefore(graph, arriving, id).map((event) => ({ nodeId: id, audience, ...event }));
    });
}

type Event = Pick<ImmediateEmail, 'eventType' | 'filters'>;

/** Steps after which an email is about another moment than the one of the trigger. */
const delays: ReadonlySet<NodeKind> = new Set(['waitDuration', 'waitUntil', 'waitForCondition']);

function eventsBefore(graph: Graph, arriving: ReadonlyMap<string, Graph['edges']>, nodeId: string): Event[] {
  const found: Event[] = [];
  const seen = new Set([nodeId]);
  const rest = [...(arriving.get(nodeId) ?? [])];
  for (let edge = rest.pop(); edge; edge = rest.pop()) {
    const node = findNode(graph, edge.source);
    if (!node) continue;
    const { port } = edge;
    if (node.kind === 'trigger') found.push(...eventOf(node.config));
    else if (node.kind === 'waitForEvent') {
      const paths = own(node.config, 'paths');
      if (Array.isArray(paths)) found.push(...paths.filter((path) => own(path, 'port') === port).flatMap(eventOf));
    } else if (!delays.has(node.kind) && !seen.has(node.id)) {
      seen.add(node.id);
      rest.push(...(arriving.get(node.id) ?? []));
    }
  }
  return found;
}

function eventOf(config: unknown): Event[] {
  const type = own(config, 'eventType');
  // An event that names its automation starts no other one.
  if (typeof type !== 'string' || !isEventType(type) || isAddressed(type)) return [];
  return [{ eventType: type, filters: Condition.safeParse(own(config, 'filters')).data ?? null }];
}

/** The emails of a graph that another one also sends: to the same people, about the same thing, at the same moment. */
export function overlappingEmails(graph: Graph, other: Graph): ImmediateEmail[] {
  const theirs = immediateEmails(other);
  return immediateEmails(graph).filter((mine) => theirs.some((email) => isAboutSame(mine, email)));
}

function isAboutSame(one: ImmediateEmail, other: ImmediateEmail): boolean {
  if (one.audience !== other.audience || occasionOf(one.eventType) !== occasionOf(other.eventType)) return false;
  return one.eventType !== other.eventType || !excludeEachOther(one, other);
}

/** Whether no event passes both filters, such as 7 days before an end and 1 day before it. */
function excludeEachOther({ eventType, filters }: ImmediateEmail, other: ImmediateEmail): boolean {
  const both = [filters, other.filters].filter((condition) => condition !== null);
  if (both.some(({ match, tests }) => match === 'any' && tests.length > 1)) return false;
  const joined: Condition = { match: 'all', tests: both.flatMap(({ tests }) => tests) };
  const scope = scopeOfEvent(eventType);
  // A filter that is not filled in yet excludes nothing.
  if (both.some((condition) => checkCondition(condition, scope).length > 0)) return false;
  return checkCondition(joined, scope).length > 0;
}
