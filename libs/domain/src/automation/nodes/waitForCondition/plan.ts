import { addMinutes, formatLocal } from '../../../calendar/index.js';
import { type Condition, changesOn, evaluate, missingFacts, requiredFacts, testsOf } from '../../../conditions/index.js';
import type { EventType } from '../../../events/catalogue.js';
import type { NodeOutcome, VisitContext } from '../definition.js';
import { afterDuration, needsZone } from '../shared/duration.js';
import { personZone } from '../shared/zone.js';
import type { WaitForConditionConfig } from './schema.js';

/** An event may have been recorded while the step was entered. */
const lookBackMinutes = 5;

/** Event types after which the condition may be true. The passing of time is not among them. */
export const eventsChanging = (condition: Condition): EventType[] => {
  const isOnSegments = testsOf(condition).some(({ field }) => field === 'contact.segments');
  return [...new Set<EventType>([...changesOn(condition), ...(isOnSegments ? segmentChanges : [])])];
};
const segmentChanges: readonly EventType[] = ['segment.entered', 'segment.left'];

/**
 * Continues if the condition is true, and otherwise waits for the events that may make it true. It is planned again after each of them, with
 * the facts of that moment.
 */
export function planWaitForCondition(config: WaitForConditionConfig, { now, facts }: VisitContext): NodeOutcome {
  const { condition, timeoutAmount: amount, timeoutUnit: unit } = config;
  const missing = missingFacts(requiredFacts(condition, facts.event), facts);
  if (missing.length > 0) return { kind: 'load', facts: missing };
  const { matched, evidence } = evaluate(condition, facts, now);
  if (matched) return { kind: 'go', port: 'met', reason: 'The condition is met.', values: evidence };
  const choice = needsZone({ amount, unit }) ? personZone(facts) : null;
  if (choice?.kind === 'load') return choice;
  const zone = choice?.zone ?? 'UTC';
  const until = afterDuration(now, { amount, unit }, zone);
  return {
    kind: 'waitFor',
    events: eventsChanging(condition).map((eventType) => ({ port: 'met', eventType, filters: condition, same: {} })),
    until,
    lookBackFrom: addMinutes(now, -lookBackMinutes),
    reason: `Waits until ${formatLocal(until, zone)} for the condition to be met.`,
    values: [...evidence, ...(choice ? [choice.evidence] : [])],
  };
}
