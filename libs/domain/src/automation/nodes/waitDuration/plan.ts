import { formatLocal } from '../../../calendar/index.js';
import type { NodeOutcome, VisitContext } from '../definition.js';
import { afterDuration, describeDuration, needsZone } from '../shared/duration.js';
import { personZone } from '../shared/zone.js';
import type { WaitDurationConfig } from './schema.js';

/** Sleeps for the duration. Days and weeks are counted in the person's time zone. */
export function planWaitDuration(config: WaitDurationConfig, { now, facts }: VisitContext): NodeOutcome {
  if (!needsZone(config)) {
    return { kind: 'sleepUntil', at: afterDuration(now, config, 'UTC'), reason: `Waits ${describeDuration(config)}.` };
  }
  const choice = personZone(facts);
  if (choice.kind === 'load') return choice;
  const at = afterDuration(now, config, choice.zone, config.time);
  const reason = `Waits ${describeDuration(config)}, until ${formatLocal(at, choice.zone)}.`;
  return { kind: 'sleepUntil', at, reason, values: [choice.evidence] };
}
