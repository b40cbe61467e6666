import { own } from '../../../conditions/own.js';
import type { NodeOutcome, VisitContext } from '../definition.js';
import type { ChangeMembershipConfig } from './schema.js';

/** Changes a membership at Stripe. Parks the run if its event should name a membership and does not. */
export function planChangeMembership(config: ChangeMembershipConfig, { facts }: VisitContext): NodeOutcome {
  const { change, membershipFrom, planId, retryFor } = config;
  const named = membershipFrom === 'event' ? own(facts.event?.data, 'membershipId') : null;
  const membershipId = typeof named === 'string' ? named : null;
  if (membershipFrom === 'event' && membershipId === null)
    return { kind: 'park', code: 'no_membership', message: 'The event is not about a membership, so none can be changed.' };
  const which = membershipId === null ? { planId } : { membershipId };
  return {
    kind: 'act',
    effect: { kind: 'changeMembership', scope: 'external', change, membershipId: null, planId: null, ...which, retryFor },
    reason: reasons[change],
  };
}

const reasons = {
  cancel: 'Cancels the membership at the end of the paid period.',
  cancel_now: 'Cancels the membership immediately.',
  keep: 'Undoes the cancellation of the membership, if there is one.',
} as const;
