import { daysAfter, formatLocal } from '../../../calendar/index.js';
import type { NodeOutcome, VisitContext } from '../definition.js';
import { personZone } from '../shared/zone.js';
import type { GrantAccessConfig } from './schema.js';

/** Gives access to a product. Days are calendar days in the person's time zone. */
export function planGrantAccess({ productId, days }: GrantAccessConfig, { now, facts }: VisitContext): NodeOutcome {
  if (days === null)
    return {
      kind: 'act',
      effect: { kind: 'grantAccess', scope: 'own', productId, until: null },
      reason: 'Gives access to a product.',
    };
  const choice = personZone(facts);
  if (choice.kind === 'load') return choice;
  const until = daysAfter(now, days, choice.zone);
  return {
    kind: 'act',
    effect: { kind: 'grantAccess', scope: 'own', productId, until },
    reason: `Gives access to a product until ${formatLocal(until, choice.zone)}.`,
    values: [choice.evidence],
  };
}
