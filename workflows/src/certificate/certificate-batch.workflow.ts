import type { CertificateActivities } from '@perennial/activities';
import { type CertificateBatchInput, taskQueues } from '@perennial/contracts';
import { ActivityFailure, isCancellation, proxyActivities } from '@temporalio/workflow';
import { together } from '../activity-options.js';
import { showDetails } from '../operators.js';
import { startUnlessRunning } from '../start-declared.js';

const { issueCertificates } = proxyActivities<CertificateActivities>({ ...together, taskQueue: taskQueues.effects });

/** Certificates per activity: a second or less of drawing, so that a worker that stops repeats little. */
const pageSize = 25;

/**
 * Issues certificates that were requested at the same time, a page after the other. One that could not be drawn or stored for the
 * moment is handed to a workflow of its own, which retries it and shows why.
 */
export async function certificateBatch({ schoolId, certificates }: CertificateBatchInput): Promise<void> {
  for (let done = 0; done < certificates.length; done += pageSize) {
    showDetails([`**At work** ${done} of ${certificates.length} are done`], []);
    const page = certificates.slice(done, done + pageSize);
    const left = new Set(await issue(schoolId, page.map(idOf)));
    // Staff may have retried one, which started its workflow.
    await Promise.all(
      page.filter((each) => left.has(idOf(each))).map((each) => startUnlessRunning('certificate', { schoolId, ...each })),
    );
  }
  showDetails(['Nothing is left to do.'], []);
}

const idOf = ({ certificateId }: CertificateBatchInput['certificates'][number]): string => certificateId;

/** Returns the IDs of those that are not issued yet. */
async function issue(schoolId: string, certificateIds: readonly string[]): Promise<readonly string[]> {
  const summary = { summary: `Draw, store and publish ${certificateIds.length}` };
  try {
    return (await issueCertificates.executeWithOptions(summary, [{ schoolId, certificateIds }])).left;
  } catch (error) {
    if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error;
    return certificateIds;
  }
}
