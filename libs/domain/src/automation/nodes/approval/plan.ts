import { addMinutes, compareInstants, formatLocal } from '../../../calendar/index.js';
import type { NodeOutcome, VisitContext } from '../definition.js';
import { afterDuration, type Duration, needsZone } from '../shared/duration.js';
import { personZone } from '../shared/zone.js';
import type { ApprovalConfig } from './schema.js';

/** Asks the staff, and waits for their answer until the time limit. */
export function planApproval(config: ApprovalConfig, { now, facts }: VisitContext): NodeOutcome {
  const limit: Duration = { amount: config.limitAmount, unit: config.limitUnit };
  const choice = needsZone(limit) ? personZone(facts) : null;
  if (choice?.kind === 'load') return choice;
  const zone = choice?.zone ?? 'UTC';
  const until = afterDuration(now, limit, zone);
  const remindAt = config.remindAfterHours === null ? null : addMinutes(now, config.remindAfterHours * 60);
  return {
    kind: 'ask',
    role: config.role,
    question: config.question,
    until,
    remindAt: remindAt && compareInstants(remindAt, until) < 0 ? remindAt : null,
    reason: `Waits for a decision by the staff until ${formatLocal(until, zone)}.`,
    values: choice ? [choice.evidence] : [],
  };
}
