import type { SystemMailActivities } from '@perennial/activities';
import { adminPages, type SystemMailInput, taskQueues } from '@perennial/contracts';
import { proxyActivities } from '@temporalio/workflow';
import { delivery, promptDelivery } from '../activity-options.js';
import { showDetails } from '../operators.js';

const taskQueue = taskQueues.effects;
const prompt = proxyActivities<SystemMailActivities>({ ...promptDelivery, taskQueue });
const patient = proxyActivities<SystemMailActivities>({ ...delivery, taskQueue });

/** Emails that are of use hours later. */
const canBeLate: ReadonlySet<SystemMailInput['eventType']> = new Set(['approval.requested', 'approval.reminded']);

/** One email outside automations: a sign-in or password link, a question to the staff, or a test of a template. */
export async function systemMail(input: SystemMailInput): Promise<void> {
  if (input.contactId !== null) showDetails([], [adminPages.person(input.contactId)]);
  await (canBeLate.has(input.eventType) ? patient : prompt).sendSystemMail(input);
}
