import type { SystemMailActivities } from '@perennial/activities';
import { adminPages, type SystemMailInput, taskQueues } from '@perennial/contracts';
import { proxyActivities } from '@temporalio/workflow';
import { promptDelivery } from '../activity-options.js';
import { showDetails } from '../operators.js';

const { sendSystemMail } = proxyActivities<SystemMailActivities>({ ...promptDelivery, taskQueue: taskQueues.effects });

/** One email outside automations: a sign-in or password link, or a test of a template. */
export async function systemMail(input: SystemMailInput): Promise<void> {
  if (input.contactId !== null) showDetails([], [adminPages.person(input.contactId)]);
  await sendSystemMail(input);
}
