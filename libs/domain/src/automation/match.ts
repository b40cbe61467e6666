import {
  type Condition,
  type EventFact,
  type Evidence,
  evaluate,
  type FactKey,
  type Facts,
  requiredFacts,
} from '../conditions/index.js';
import { mayStartAt } from './addressed.js';
import type { Cursor } from './cursor.js';
import type { Entry, ExitRule, Graph } from './graph.js';
import { triggersOf } from './lookup.js';
import type { AwaitedEvent } from './nodes/definition.js';
import { TriggerConfig } from './nodes/trigger/schema.js';
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
    [
      ...triggersFor(openTriggersOf(graph), event).map(({ filters }) => filters),
      ...rulesFor(graph, event).map(({ rule }) => rule.filters),
    ],
    event,
  );

/** The triggers of a graph for this type of event, each with its decision. */
export const matchTriggers = (graph: Graph, event: EventFact, facts: Facts, now: string): TriggerMatch[] =>
  matchOpenTriggers(openTriggersOf(graph), event, facts, now);

/** As {@link matchTriggers}, for triggers that were read before. */
export const matchOpenTriggers = (
  triggers: readonly OpenTrigger[],
  event: EventFact,
  facts: Facts,
  now: string,
): TriggerMatch[] =>
  triggersFor(triggers, event).map(({ nodeId, filters }) => ({ nodeId, ...evaluate(filters, { ...facts, event }, now) }));

/** The facts that triggers read for an event. */
export const factsForTriggers = (triggers: readonly OpenTrigger[], event: EventFact): FactKey[] =>
  neededBy(
    triggersFor(triggers, event).map(({ filters }) => filters),
    event,
  );

/** The rule that ends a run. */
export interface Leaving {
  readonly kind: 'exit' | 'goal';
  /** Index in the graph's exit rules; 0 for the goal. */
  readonly index: number;
  readonly evidence: readonly Evidence[];
}

/** The graph with the exits and the goal that apply to a run: a goal that it reached does not apply again. */
export const leavingGraph = (graph: Graph, { goalReached }: Pick<Cursor, 'goalReached'>): Graph =>
  goalReached ? { ...graph, goal: null } : graph;

/** Whether an event ends a run that `start` began, or is its goal. Reaching the goal counts before any exit rule. */
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

/** The first path of a wait that an event matches; null if none does. */
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

/** The key of an entry; null if the event has no value for the field of the policy. */
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
      // An empty text is not a value. Otherwise all orders without a number would be the same.
      if ((typeof value !== 'string' || value === '') && typeof value !== 'number') return null;
      return { key: `key:${contactId ?? ''}:${value}`, onlyIfNoneLive: false };
    }
  }
}

const neededBy = (conditions: readonly Condition[], event: EventFact): FactKey[] => [
  ...new Set(conditions.flatMap((condition) => requiredFacts(condition, event))),
];

/** A trigger that events can enter through. */
export interface OpenTrigger {
  readonly nodeId: string;
  readonly eventType: string;
  readonly filters: Condition;
}

/** The triggers of a graph. Drafts can contain incomplete ones; no one enters through those. */
export const openTriggersOf = (graph: Graph): OpenTrigger[] =>
  triggersOf(graph).flatMap(({ id, config }) => {
    const trigger = TriggerConfig.safeParse(config).data;
    return trigger ? [{ nodeId: id, eventType: trigger.eventType, filters: trigger.filters }] : [];
  });

const triggersFor = (triggers: readonly OpenTrigger[], event: EventFact): readonly OpenTrigger[] =>
  triggers.filter(({ nodeId, eventType }) => eventType === event.type && mayStartAt(event, nodeId));

function rulesFor(
  graph: Graph,
  event: EventFact,
): { readonly kind: 'exit' | 'goal'; readonly index: number; readonly rule: ExitRule }[] {
  const goal = graph.goal ? [{ kind: 'goal' as const, index: 0, rule: graph.goal }] : [];
  const exits = graph.exitRules.map((rule, index) => ({ kind: 'exit' as const, index, rule }));
  return [...goal, ...exits].filter(({ rule }) => rule.eventType === event.type);
}
