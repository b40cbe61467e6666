import { z } from 'zod';
import { membershipChanges } from '../../membership-change.js';
import { setting } from '../form.js';
import { onFailure, windowLabels, windowNames } from '../shared/retrying.js';

/** What happens to which membership. */
export const ChangeMembershipConfig = z
  .object({
    change: setting(z.enum(membershipChanges).default('cancel'), {
      title: 'What happens to it',
      control: 'select',
      options: {
        cancel: 'It ends with the paid period',
        cancel_now: 'It ends immediately',
        keep: 'A cancellation is undone',
      },
    }),
    membershipFrom: setting(z.enum(['event', 'plan']).default('event'), {
      title: 'Which membership',
      control: 'select',
      options: { event: 'The membership of the trigger', plan: 'Their membership of a plan' },
    }),
    planId: setting(z.uuid({ error: 'Choose a plan.' }).nullable().default(null), {
      title: 'Plan',
      help: 'If they have no membership of it, the step does nothing.',
      control: 'reference',
      reference: 'plan',
      showWhen: { setting: 'membershipFrom', is: ['plan'] },
    }),
    retryFor: setting(z.enum(windowNames).default('hours2'), {
      title: 'Keep trying for',
      help: 'While Stripe cannot be reached.',
      control: 'select',
      options: windowLabels,
    }),
    onFailure: onFailure(),
  })
  .refine(({ membershipFrom, planId }) => membershipFrom === 'event' || planId !== null, {
    path: ['planId'],
    error: 'Choose a plan.',
  });
export type ChangeMembershipConfig = z.output<typeof ChangeMembershipConfig>;
