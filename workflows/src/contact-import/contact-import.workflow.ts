import type { ContactImportActivities } from '@perennial/activities';
import { adminPages, type ContactImportInput, taskQueues } from '@perennial/contracts';
import { proxyActivities } from '@temporalio/workflow';
import { database } from '../activity-options.js';
import { runEntity } from '../entity-loop.js';
import { continueWaiting, showDetails } from '../operators.js';

const { importContacts, cancelImport } = proxyActivities<ContactImportActivities>({
  ...database,
  taskQueue: taskQueues.lifecycle,
});

/**
 * Imports the people of one file in batches. Postgres records which rows are done, so a repeated batch continues after the last
 * one.
 */
export function contactImport(input: ContactImportInput): Promise<void> {
  const show = (lines: readonly (string | null)[]) => showDetails(lines, [adminPages.contactImport(input.importId)]);
  return runEntity<never>({
    clockId: null,
    carried: undefined,
    attributes: 'on failure',
    async work() {
      const { left } = await importContacts(input);
      show([left === 0 ? 'Finished.' : `**Importing** ${left} left`]);
      return { kind: left === 0 ? 'over' : 'more' };
    },
    present: (never) => never,
    show,
    continueAsNew: (attributes) => continueWaiting<typeof contactImport>(attributes, input),
    cancelled: () => cancelImport(input),
  });
}
