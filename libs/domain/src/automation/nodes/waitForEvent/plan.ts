import { addMinutes, formatLocal } from '../../../calendar/index.js';
import { eitherOf, eventField, eventLabel, type Facts } from '../../../conditions/index.js';
import type { EventType } from '../../../events/catalogue.js';
import { sameValues } from '../../same-record.js';
import type { AwaitedEvent, NodeOutcome, VisitContext } from '../definition.js';
import { afterDuration, type Duration, needsZone } from '../shared/duration.js';
import { personZone } from '../shared/zone.js';
import type { EventPath, WaitForEventConfig } from './schema.js';

/** One awaited event, as cards and timelines name it. */
export const describeAwaited = ({ label, eventType, sameProperty }: EventPath): string =>
  `“${label || eventLabel(eventType)}”${sameProperty ? ` with the same ${nameOf(eventType, sameProperty)}` : ''}`;

const nameOf = (eventType: EventType, property: string): string =>
  eventField(eventType, property)?.label.toLowerCase() ?? property;

/** Waits for the first of the events, from shortly before now until the time limit. */
export function planWaitForEvent(config: WaitForEventConfig, { now, facts }: VisitContext): NodeOutcome {
  const limit: Duration = { amount: config.timeoutAmount, unit: config.timeoutUnit };
  const choice = needsZone(limit) ? personZone(facts) : null;
  if (choice?.kind === 'load') return choice;
  const zone = choice?.zone ?? 'UTC';
  const until = afterDuration(now, limit, zone);
  const wanted = eitherOf(config.paths.map(describeAwaited));
  return {
    kind: 'waitFor',
    events: awaited(config, facts),
    until,
    lookBackFrom: addMinutes(now, -config.lookBackMinutes),
    reason: `Waits for ${wanted} until ${formatLocal(until, zone)}.`,
    values: choice ? [choice.evidence] : [],
  };
}

/** The awaited events, with the membership or course of the run if the path requires it. */
const awaited = (config: WaitForEventConfig, facts: Facts): AwaitedEvent[] =>
  config.paths.map(({ port, eventType, filters, ...sameness }) => ({
    port,
    eventType,
    filters,
    same: sameValues(facts.event, eventType, sameness),
  }));
