import {
  daysAfter,
  firstZone,
  formatLocal,
  isInWindow,
  localInstant,
  nextInWindow,
  readInstant,
  toIso,
} from '../../../calendar/index.js';
import { type Evidence, type Facts } from '../../../conditions/index.js';
import { own } from '../../../conditions/own.js';
import type { NodeOutcome, VisitContext } from '../definition.js';
import { personZone } from '../shared/zone.js';
import { pastPort, type WaitUntilConfig } from './schema.js';

/** Sleeps until the point in time. The owner chooses what happens if it has passed. */
export function planWaitUntil(config: WaitUntilConfig, { now, facts }: VisitContext): NodeOutcome {
  const choice = zoneFor(config, facts);
  if (choice.kind === 'load') return choice;
  const { zone, values } = choice;
  if (config.until === 'window') {
    if (isInWindow(now, zone, config))
      return { kind: 'go', port: 'next', reason: 'It is already the right day and time.', values };
    const at = nextInWindow(now, zone, config);
    return { kind: 'sleepUntil', at, reason: `Waits until ${formatLocal(at, zone)}.`, values };
  }
  const at = target(config, facts, zone);
  if (at === null) return past(config, 'The date is missing', values);
  if (at < now) return past(config, `The date, ${formatLocal(at, zone)}, has passed`, values);
  return { kind: 'sleepUntil', at, reason: `Waits until ${formatLocal(at, zone)}.`, values };
}

type Zoned =
  | { readonly kind: 'zone'; readonly zone: string; readonly values: readonly Evidence[] }
  | Extract<NodeOutcome, { kind: 'load' }>;

function zoneFor(config: WaitUntilConfig, facts: Facts): Zoned {
  if (config.zone === 'school') return { kind: 'zone', zone: firstZone(facts.schoolTimezone), values: [] };
  const choice = personZone(facts, config.fallbackZone);
  return choice.kind === 'load' ? choice : { kind: 'zone', zone: choice.zone, values: [choice.evidence] };
}

function target(config: WaitUntilConfig, facts: Facts, zone: string): string | null {
  if (config.until === 'date') return config.date && localInstant(config.date, config.time ?? '00:00', zone);
  const value = config.field === 'occurredAt' ? facts.event?.occurredAt : own(facts.event?.data, config.field ?? '');
  const date = readInstant(value);
  return date && daysAfter(toIso(date), config.days, zone, config.time);
}

function past(config: WaitUntilConfig, why: string, values: readonly Evidence[]): NodeOutcome {
  if (config.past === 'exit') return { kind: 'finish', reason: `${why}. Exited the automation.`, values };
  if (config.past === 'branch') return { kind: 'go', port: pastPort, reason: `${why}.`, values };
  return { kind: 'go', port: 'next', reason: `${why}. Continued immediately.`, values };
}
