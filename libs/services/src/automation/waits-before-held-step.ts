import { stepHeldCode } from '@perennial/domain/automation';

/** SQL: whether the run `r` waits before a step that staff hold. Never null. */
export const waitsBeforeHeldStep = `(r.state = 'waiting' and coalesce(r.last_result->>'code', '') = '${stepHeldCode}')`;
