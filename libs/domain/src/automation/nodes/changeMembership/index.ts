import { eventField, type FieldScope } from '../../../conditions/index.js';
import type { MembershipChange } from '../../membership-change.js';
import { defineNode, type SettingProblem } from '../definition.js';
import { named } from '../shared/named.js';
import { portsOfCall } from '../shared/retrying.js';
import { planChangeMembership } from './plan.js';
import { ChangeMembershipConfig } from './schema.js';

const verbs: Readonly<Record<MembershipChange, readonly [before: string, after: string]>> = {
  cancel: ['Cancel', ' at the end of the paid period'],
  cancel_now: ['Cancel', ' immediately'],
  keep: ['Undo the cancellation of', ''],
};

/** Cancels a membership at Stripe, or undoes its cancellation. */
export const changeMembership = defineNode({
  kind: 'changeMembership',
  family: 'act',
  label: 'Change membership',
  description: 'Cancels a membership at Stripe, at the end of the paid period or immediately, or undoes a cancellation.',
  icon: 'credit-card',
  schema: ChangeMembershipConfig,
  defaults: { change: 'cancel', membershipFrom: 'event', planId: null, retryFor: 'hours2', onFailure: 'park' },
  outputs: () => [{ name: 'found', label: 'There was a membership to change', type: 'boolean' }],
  mainPort: 'next',
  ports: portsOfCall,
  summary: ({ change, membershipFrom, planId }, names) => {
    const [before, after] = verbs[change];
    const which =
      membershipFrom === 'event' ? 'this membership' : `the membership of ${named('', names('plan', planId ?? '')) ?? 'a plan'}`;
    return `${before} ${which}${after}`;
  },
  plan: planChangeMembership,
  check,
});

function check({ membershipFrom }: ChangeMembershipConfig, scope: FieldScope): SettingProblem[] {
  if (membershipFrom === 'plan' || scope.eventTypes.every((type) => eventField(type, 'membershipId'))) return [];
  const message = 'The trigger event is not about a membership.';
  return [{ path: 'membershipFrom', message, fix: 'Choose a plan, or choose a different trigger.' }];
}
