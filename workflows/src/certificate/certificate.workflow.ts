import type { CertificateActivities } from '@perennial/activities';
import { adminPages, type CertificateInput, type FailureCode, failures, taskQueues } from '@perennial/contracts';
import { ActivityFailure, CancellationScope, isCancellation, proxyActivities } from '@temporalio/workflow';
import { database, provider } from '../activity-options.js';
import { failureCode } from '../given-up.js';
import { showDetails } from '../operators.js';
import { Waker } from '../waker.js';

const { evaluateCertificate, publishCertificate, failCertificate } = proxyActivities<CertificateActivities>({
  ...database,
  taskQueue: taskQueues.effects,
});
const { storeCertificate } = proxyActivities<CertificateActivities>({ ...provider, taskQueue: taskQueues.effects });

/**
 * One certificate: evaluate and freeze what it says, draw and store it, publish and announce it. Each step may be
 * repeated. What cannot be drawn is shown to staff with its reason; their retry wakes or starts this again.
 */
export async function certificate(input: CertificateInput): Promise<void> {
  const waker = new Waker(null);
  for (;;) {
    show(input, '**At work** drawing and storing it');
    waker.rest();
    const failed = await issue(input);
    if (waker.woken) continue;
    if (failed === undefined) {
      show(input, 'Nothing is left to do.');
      return;
    }
    show(input, `**Needs attention** ${failed}: ${failures[failed].meaning}`);
    // The certificate's row holds the failure and Needs attention shows it; a retry starts this again.
    return;
  }
}

function show({ contactId, courseId }: CertificateInput, line: string): void {
  showDetails([line], [adminPages.person(contactId), adminPages.course(courseId)]);
}

/** Answers the code it was given up with. */
async function issue(input: CertificateInput): Promise<FailureCode | undefined> {
  try {
    const summary = (text: string) => ({ summary: text });
    const { wanted } = await evaluateCertificate.executeWithOptions(summary('Evaluate and freeze what it says'), [input]);
    if (!wanted) return undefined;
    const stored = await storeCertificate.executeWithOptions(summary('Draw and store the PDF'), [input]);
    await publishCertificate.executeWithOptions(summary('Publish and announce'), [input, stored]);
    return undefined;
  } catch (error) {
    if (isCancellation(error)) {
      await CancellationScope.nonCancellable(() => failCertificate(input, 'cancelled'));
      throw error;
    }
    if (!(error instanceof ActivityFailure)) throw error;
    const code = failureCode(error) ?? 'certificate_failed';
    await failCertificate(input, code);
    return code;
  }
}
