import { addMinutes, formatLocal } from '../../../calendar/index.js';
import { eventLabel, type Facts } from '../../../conditions/index.js';
import { sameValues } from '../../same-record.js';
import type { AwaitedEvent, NodeOutcome, VisitContext } from '../definition.js';
import { afterDuration, type Duration, needsZone } from '../shared/duration.js';
import { personZone } from '../shared/zone.js';
import type { EventPath, WaitForEventConfig } from './schema.js';

/** One event to wait for, as cards and journeys say it. */
export const awaitedInWords = ({ label, eventType, sameProperty }: EventPath): string =>
  `“${label || eventLabel(eventType)}”${sameProperty ? ` with the same ${sameProperty}` : ''}`;

/** Waits for the first of the events, from a little before now until the latest time. */
export function planWaitForEvent(config: WaitForEventConfig, { now, facts }: VisitContext): NodeOutcome {
  const latest: Duration = { amount: config.timeoutAmount, unit: config.timeoutUnit };
  const choice = needsZone(latest) ? personZone(facts) : null;
  if (choice?.kind === 'load') return choice;
  const zone = choice?.zone ?? 'UTC';
  const until = afterDuration(now, latest, zone);
  const wanted = config.paths.map(awaitedInWords).join(' or ');
  return {
    kind: 'waitFor',
    events: awaited(config, facts),
    until,
    lookBackFrom: addMinutes(now, -config.lookBackMinutes),
    reason: `Waits for ${wanted}, at the latest until ${formatLocal(until, zone)}.`,
    values: choice ? [choice.evidence] : [],
  };
}

/** The events of the paths, tied to the membership or course of the run where the path asks for that. */
const awaited = (config: WaitForEventConfig, facts: Facts): AwaitedEvent[] =>
  config.paths.map(({ port, eventType, filters, ...sameness }) => ({
    port,
    eventType,
    filters,
    same: sameValues(facts.event, eventType, sameness),
  }));
