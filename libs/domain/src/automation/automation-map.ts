import { Condition, testsOf } from '../conditions/index.js';
import { own } from '../conditions/own.js';
import { type EventType, isEventType } from '../events/catalogue.js';
import { type Caused, type ChangedRecord, causedBy, readBy } from './caused-events.js';
import type { Graph } from './graph.js';
import { triggersOf } from './lookup.js';

/** A published automation. */
export interface MappedAutomation {
  readonly id: string;
  readonly graph: Graph;
}

/** What one automation does to another: people enter it, leave it, or it decides differently about them. */
export const mapEffects = ['starts', 'stops', 'feeds'] as const;
export type MapEffect = (typeof mapEffects)[number];

/** How steps of one automation reach another. */
export interface MapReason {
  /** What the step does. */
  readonly does: Caused['does'];
  readonly record: ChangedRecord | null;
  /** The segment that people may enter or leave because of it. */
  readonly segmentId: string | null;
  /** Where the other automation notices it. */
  readonly noticedBy: 'trigger' | 'exit' | 'goal' | 'wait' | 'condition';
}

/** A line of the map, with each reason once. */
export interface MapLink {
  readonly from: string;
  readonly to: string;
  readonly effect: MapEffect;
  readonly reasons: readonly MapReason[];
}

interface Listener {
  readonly effect: MapEffect;
  readonly noticedBy: MapReason['noticedBy'];
  readonly eventType: EventType;
  readonly filters: Condition | null;
}

/**
 * Which automation starts, stops or feeds which: a step changes something about a person, and another automation waits for the event
 * about it, or has a condition that reads it.
 * @param segments the conditions of segments, by ID: a change can make a person enter or leave them
 */
export function automationMap(
  automations: readonly MappedAutomation[],
  segments: ReadonlyMap<string, Condition> = new Map(),
): MapLink[] {
  const reading = [...segments].map(([id, condition]) => ({ id, reads: readBy(condition) }));
  const known = automations.map(({ id, graph }) => ({ id, listeners: listenersOf(graph), reads: readBy(graph) }));
  const links = new Map<string, { link: Omit<MapLink, 'reasons'>; reasons: Map<string, MapReason> }>();
  const add = (from: string, to: string, effect: MapEffect, reason: MapReason) => {
    const key = `${from} ${to} ${effect}`;
    const entry = links.get(key) ?? { link: { from, to, effect }, reasons: new Map<string, MapReason>() };
    links.set(key, entry);
    entry.reasons.set(JSON.stringify([reason.does, reason.record, reason.segmentId, reason.noticedBy]), reason);
  };
  for (const { id: from, graph } of automations) {
    for (const caused of withSegments(graph.nodes.flatMap(causedBy), reading)) {
      const { does, record, segmentId } = caused;
      for (const { id: to, listeners, reads } of known) {
        for (const { effect, noticedBy, eventType, filters } of listeners)
          if (caused.events.some(({ type, data }) => type === eventType && mayPass(filters, data)))
            add(from, to, effect, { does, record, segmentId, noticedBy });
        if (caused.changes.some((change) => reads.has(change)))
          add(from, to, 'feeds', { does, record, segmentId, noticedBy: 'condition' });
      }
    }
  }
  return [...links.values()].map(({ link, reasons }) => ({ ...link, reasons: [...reasons.values()] }));
}

/** What steps cause, and the segments that people may enter or leave because of it. */
function withSegments(
  all: readonly Caused[],
  segments: readonly { readonly id: string; readonly reads: ReadonlySet<string> }[],
): (Caused & { readonly segmentId: string | null })[] {
  return all.flatMap((caused) => [
    { ...caused, segmentId: null },
    ...segments
      .filter(({ reads }) => caused.changes.some((change) => reads.has(change)))
      .map(({ id }) => ({
        ...caused,
        segmentId: id,
        changes: [`segment ${id}`],
        events: (['segment.entered', 'segment.left'] as const).map((type) => ({ type, data: { segmentId: id } })),
      })),
  ]);
}

function listenersOf(graph: Graph): Listener[] {
  const of = (settings: unknown, effect: MapEffect, noticedBy: Listener['noticedBy']): Listener[] => {
    const type = own(settings, 'eventType');
    if (typeof type !== 'string' || !isEventType(type)) return [];
    return [{ effect, noticedBy, eventType: type, filters: Condition.safeParse(own(settings, 'filters')).data ?? null }];
  };
  return [
    ...triggersOf(graph).flatMap(({ config }) => of(config, 'starts', 'trigger')),
    ...graph.exitRules.flatMap((rule) => of(rule, 'stops', 'exit')),
    ...of(graph.goal, 'stops', 'goal'),
    ...graph.nodes.flatMap(({ config }) => {
      const paths = own(config, 'paths');
      return Array.isArray(paths) ? paths.flatMap((path) => of(path, 'feeds', 'wait')) : [];
    }),
  ];
}

/** Whether an event, of which some data is known, can pass filters. What is not known can be anything. */
function mayPass(filters: Condition | null, data: Readonly<Record<string, string>>): boolean {
  // Only tests that all have to hold can exclude an event for certain.
  if (!filters || (filters.match === 'any' && filters.tests.length > 1)) return true;
  const certain = testsOf({ ...filters, tests: filters.tests.filter((entry) => !('tests' in entry)) });
  return certain.every(({ field, operator, value }) => {
    const known = own(data, field.replace(/^event\./, ''));
    if (!field.startsWith('event.') || typeof known !== 'string') return true;
    if (operator === 'is') return value === known;
    if (operator === 'isNot') return value !== known;
    if (operator === 'isOneOf') return Array.isArray(value) && value.includes(known);
    if (operator === 'isNoneOf') return !Array.isArray(value) || !value.includes(known);
    return true;
  });
}
