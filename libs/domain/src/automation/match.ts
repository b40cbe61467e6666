import {
  type Condition,
  type EventFact,
  type Evidence,
  evaluate,
  type FactKey,
  type Facts,
  requiredFacts,
} from '../conditions/index.js';
import type { Entry, ExitRule, Graph } from './graph.js';
import { triggersOf } from './lookup.js';
import type { AwaitedEvent } from './nodes/definition.js';
import { triggerSchema } from './nodes/trigger/schema.js';
import { hasSame, sameValues, valueAt } from './same-record.js';

/** Whether a trigger accepts an event, with the values that its filters read. Also explains why someone did not enter. */
export interface TriggerMatch {
  readonly nodeId: string;
  readonly matched: boolean;
  readonly evidence: readonly Evidence[];
}

/** The facts that a graph's triggers, exit rules and goal read for an event. */
export const factsForEvent = (graph: Graph, event: EventFact): FactKey[] =>
  neededBy(
    [...openTriggers(graph, event).map(({ filters }) => filters), ...rulesFor(graph, event).map(({ rule }) => rule.filters)],
    event,
  );

/** The triggers of a graph for this type of event, each with its decision. */
export const matchTriggers = (graph: Graph, event: EventFact, facts: Facts, now: string): TriggerMatch[] =>
  openTriggers(graph, event).map(({ nodeId, filters }) => ({ nodeId, ...evaluate(filters, { ...facts, event }, now) }));

/** The rule that ends a run. */
export interface Leaving {
  readonly kind: 'exit' | 'goal';
  /** Place in the graph's exit rules; 0 for the goal. */
  readonly index: number;
  readonly evidence: readonly Evidence[];
}

/** Whether an event ends a run that `start` began. Reaching the goal counts before any exit rule. */
export function matchLeaving(graph: Graph, start: EventFact | null, event: EventFact, facts: Facts, now: string): Leaving | null {
  for (const { kind, index, rule } of rulesFor(graph, event)) {
    if (!hasSame(event, sameValues(start, rule.eventType, rule))) continue;
    const { matched, evidence } = evaluate(rule.filters, { ...facts, event }, now);
    if (matched) return { kind, index, evidence };
  }
  return null;
}

/** The branch of a wait that an event selects. */
export interface AwaitedMatch {
  readonly port: string;
  readonly evidence: readonly Evidence[];
}

/** The facts that the filters of a wait read for an event. */
export const factsForAwaited = (awaited: readonly AwaitedEvent[], event: EventFact): FactKey[] =>
  neededBy(
    awaited.filter(({ eventType }) => eventType === event.type).map(({ filters }) => filters),
    event,
  );

/** The first path of a wait that an event fits; null for none. */
export function matchAwaited(awaited: readonly AwaitedEvent[], event: EventFact, facts: Facts, now: string): AwaitedMatch | null {
  for (const { port, eventType, filters, same } of awaited) {
    if (eventType !== event.type || !hasSame(event, same)) continue;
    const { matched, evidence } = evaluate(filters, { ...facts, event }, now);
    if (matched) return { port, evidence };
  }
  return null;
}

/** The entry key of a contact, for the unique index on runs. */
export interface EntryTicket {
  readonly key: string;
  /** Refused while another run of the contact is live. */
  readonly onlyIfNoneLive: boolean;
}

/** The key of an entry; null if the policy asks for a field that the event does not fill. */
export function entryTicket(entry: Entry, event: EventFact, contactId: string | null): EntryTicket | null {
  switch (entry.policy) {
    case 'every_event':
      return { key: `event:${event.id}`, onlyIfNoneLive: false };
    case 'one_at_a_time':
      return { key: `event:${event.id}`, onlyIfNoneLive: true };
    case 'once_per_contact':
      return { key: contactId === null ? `event:${event.id}` : `contact:${contactId}`, onlyIfNoneLive: false };
    case 'once_per_key': {
      const value = valueAt(event.data, entry.key ?? '');
      // An empty text is no value: orders without a number would all be one.
      if ((typeof value !== 'string' || value === '') && typeof value !== 'number') return null;
      return { key: `key:${contactId ?? ''}:${value}`, onlyIfNoneLive: false };
    }
  }
}

const neededBy = (conditions: readonly Condition[], event: EventFact): FactKey[] => [
  ...new Set(conditions.flatMap((condition) => requiredFacts(condition, event))),
];

/** Drafts can contain incomplete triggers. No one enters through those. */
const openTriggers = (graph: Graph, event: EventFact): { readonly nodeId: string; readonly filters: Condition }[] =>
  triggersOf(graph).flatMap(({ id, config }) => {
    const trigger = triggerSchema.safeParse(config).data;
    return trigger?.eventType === event.type ? [{ nodeId: id, filters: trigger.filters }] : [];
  });

function rulesFor(
  graph: Graph,
  event: EventFact,
): { readonly kind: 'exit' | 'goal'; readonly index: number; readonly rule: ExitRule }[] {
  const goal = graph.goal ? [{ kind: 'goal' as const, index: 0, rule: graph.goal }] : [];
  const exits = graph.exitRules.map((rule, index) => ({ kind: 'exit' as const, index, rule }));
  return [...goal, ...exits].filter(({ rule }) => rule.eventType === event.type);
}
