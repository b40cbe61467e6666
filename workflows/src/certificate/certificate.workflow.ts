import type { CertificateActivities } from '@perennial/activities';
import { adminPages, type CertificateInput, type FailureCode, failures, taskQueues } from '@perennial/contracts';
import { ActivityFailure, CancellationScope, isCancellation, proxyActivities } from '@temporalio/workflow';
import { database, provider } from '../activity-options.js';
import { failureCode } from '../given-up.js';
import { showDetails } from '../operators.js';
import { WakeSignal } from '../wake-signal.js';

const { evaluateCertificate, publishCertificate, failCertificate } = proxyActivities<CertificateActivities>({
  ...database,
  taskQueue: taskQueues.effects,
});
const { storeCertificate } = proxyActivities<CertificateActivities>({ ...provider, taskQueue: taskQueues.effects });

/**
 * Creates one certificate: freezes its content, draws and stores it, publishes it and records the event. Each step may be
 * repeated. If it cannot be drawn, staff see the reason, and their retry signals or restarts this workflow.
 */
export async function certificate(input: CertificateInput): Promise<void> {
  const wake = new WakeSignal(null);
  for (;;) {
    show(input, '**At work** drawing and storing it');
    wake.reset();
    const failed = await issue(input);
    if (wake.received) continue;
    if (failed === undefined) {
      show(input, 'Nothing is left to do.');
      return;
    }
    show(input, `**Needs attention** ${failed}: ${failures[failed].meaning}`);
    // The row has the failure, and Needs attention shows it. A retry starts this workflow again.
    return;
  }
}

function show({ contactId, courseId }: CertificateInput, line: string): void {
  showDetails([line], [adminPages.person(contactId), adminPages.course(courseId)]);
}

/** Returns the failure code. */
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
