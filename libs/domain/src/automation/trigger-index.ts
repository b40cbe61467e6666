import { type Condition, comparableText, type EventFact, isGroup } from '../conditions/index.js';
import type { OpenTrigger } from './match.js';

/** The event type of programs. Most of its triggers require a certain name. */
const named = 'custom.event';

interface Place<A> {
  readonly order: number;
  readonly automation: A;
}

/** Automations by the events that their triggers may accept. Automations for other event names add no cost to an event. */
export class TriggerIndex<A extends { readonly triggers: readonly OpenTrigger[] }> {
  readonly #byType = new Map<string, Place<A>[]>();
  readonly #byName = new Map<string, Place<A>[]>();

  /** @param automations in the order in which they are to be considered */
  constructor(automations: readonly A[]) {
    for (const [order, automation] of automations.entries()) {
      const place = { order, automation };
      for (const [map, key] of keysOf(automation.triggers, { types: this.#byType, names: this.#byName })) {
        const places = map.get(key);
        if (places) places.push(place);
        else map.set(key, [place]);
      }
    }
  }

  /** Automations with a trigger for this type of event and, for an event of a program, this name. */
  candidates(event: EventFact): A[] {
    const any = this.#byType.get(event.type) ?? [];
    const name = event.type === named ? comparableText(event.data.name) : null;
    const ofName = (name !== null && this.#byName.get(name)) || [];
    return [...new Set([...any, ...ofName])].sort((a, b) => a.order - b.order).map(({ automation }) => automation);
  }
}

function* keysOf<M>(triggers: readonly OpenTrigger[], maps: { types: M; names: M }): Iterable<readonly [M, string]> {
  const seen = new Set<string>();
  for (const { eventType, filters } of triggers) {
    const names = eventType === named ? requiredNames(filters) : null;
    for (const [map, key] of names ? [...names].map((name) => [maps.names, name] as const) : [[maps.types, eventType] as const]) {
      const once = `${map === maps.names}:${key}`;
      if (!seen.has(once)) yield [map, key];
      seen.add(once);
    }
  }
}

/** The names that the filters accept, in comparable form; null if they may accept any name. */
function requiredNames({ match, tests }: Condition): ReadonlySet<string> | null {
  if (match === 'any' && tests.length !== 1) return null;
  for (const test of tests) {
    if (isGroup(test) || test.field !== 'event.name') continue;
    const values =
      test.operator === 'is' ? [test.value] : test.operator === 'isOneOf' && Array.isArray(test.value) ? test.value : [];
    // Values other than text are compared differently.
    if (values.length > 0 && values.every((value) => typeof value === 'string'))
      return new Set(values.flatMap((value) => comparableText(value) ?? []));
  }
  return null;
}
