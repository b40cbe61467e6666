import type { SystemMailActivities } from '@perennial/activities';
import { adminPages, type SystemMailInput, taskQueues } from '@perennial/contracts';
import { proxyActivities } from '@temporalio/workflow';
import { delivery } from '../activity-options.js';
import { showDetails } from '../operators.js';

/** A link that comes an hour late is of no use: the person has asked for another. */
const { sendSystemMail } = proxyActivities<SystemMailActivities>({
  ...delivery,
  scheduleToCloseTimeout: '30m',
  retry: { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '1m' },
  taskQueue: taskQueues.effects,
});

/** One mail outside automations: a sign-in or password link, or a test of a template. */
export async function systemMail(input: SystemMailInput): Promise<void> {
  if (input.contactId !== null) showDetails([], [adminPages.person(input.contactId)]);
  await sendSystemMail(input);
}
