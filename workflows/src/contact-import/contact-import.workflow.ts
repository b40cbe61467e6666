import type { ContactImportActivities } from '@perennial/activities';
import { adminPages, type ContactImportInput, taskQueues } from '@perennial/contracts';
import { continueAsNew, proxyActivities } from '@temporalio/workflow';
import { database } from '../activity-options.js';
import { showDetails } from '../operators.js';

const { importContacts } = proxyActivities<ContactImportActivities>({ ...database, taskQueue: taskQueues.lifecycle });

/** Batches per run: each takes six events, and a history stays below 2,000. */
const batchesPerRun = 250;

/** The people of one file, a batch at a time. Which rows are done is in Postgres, so a repeated batch goes on where the last one ended. */
export async function contactImport(input: ContactImportInput): Promise<void> {
  const page = [adminPages.contactImport(input.importId)];
  for (let batch = 0; batch < batchesPerRun; batch++) {
    const { left } = await importContacts(input);
    showDetails([left === 0 ? 'Finished.' : `**Importing** ${left} left`], page);
    if (left === 0) return;
  }
  await continueAsNew<typeof contactImport>(input);
}
