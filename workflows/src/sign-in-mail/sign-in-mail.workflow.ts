import type { SignInActivities } from '@perennial/activities';
import { type SignInMailInput, taskQueues } from '@perennial/contracts';
import { proxyActivities } from '@temporalio/workflow';

/** A link that comes an hour late is of no use: the person has asked for another. */
const { sendSignInMail } = proxyActivities<SignInActivities>({
  startToCloseTimeout: '60s',
  scheduleToCloseTimeout: '30m',
  retry: { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '1m' },
  taskQueue: taskQueues.effects,
});

/** One sign-in or password mail. */
export async function signInMail(input: SignInMailInput): Promise<void> {
  await sendSignInMail(input);
}
