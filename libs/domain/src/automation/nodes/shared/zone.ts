import { firstZone, isZone } from '../../../calendar/index.js';
import type { Evidence, FactKey, Facts } from '../../../conditions/index.js';

/** The time zone of a step, or the facts needed to determine it. */
export type ZoneChoice =
  | { readonly kind: 'load'; readonly facts: readonly FactKey[] }
  | { readonly kind: 'zone'; readonly zone: string; readonly evidence: Evidence };

/** The person's time zone; if unknown, the fallback, then the school's. */
export function personZone(facts: Facts, fallback?: string | null): ZoneChoice {
  if (facts.contact === undefined) return { kind: 'load', facts: ['contact'] };
  const theirs = facts.contact?.timezone ?? null;
  const zone = firstZone(theirs, fallback, facts.schoolTimezone);
  const evidence: Evidence = {
    field: 'contact.timezone',
    label: isZone(theirs) ? 'Time zone' : 'Time zone (not known, so another one counts)',
    operator: 'is',
    expected: zone,
    actual: theirs,
    matched: theirs === zone,
  };
  return { kind: 'zone', zone, evidence };
}
