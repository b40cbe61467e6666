import type { AdvanceActivities, AdvanceResult, WorldActivities } from '@perennial/activities';
import { type FailureCode, failures, taskQueues } from '@perennial/contracts';
import { ApplicationFailure } from '@temporalio/common';
import { ActivityFailure, proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import { delivery, quick } from '../activity-options.js';

const { advance } = proxyLocalActivities<AdvanceActivities>(quick);
const mail = proxyActivities<WorldActivities>({ ...delivery, taskQueue: taskQueues.effects });
/** A called address gets a few tries; then the run is parked where people see it. */
const calls = proxyActivities<WorldActivities>({
  startToCloseTimeout: '60s',
  scheduleToCloseTimeout: '1h',
  retry: { initialInterval: '1s', backoffCoefficient: 3, maximumInterval: '5m', maximumAttempts: 3 },
  taskQueue: taskQueues.effects,
});

/** A run as far as it can go now: over, or standing where only time, an event or a person moves it. */
export type Standstill = Extract<AdvanceResult, { kind: 'finish' | 'wait' | 'park' }>;

/**
 * Carries a run to its next standstill: light steps in one commit each, effects one at a time.
 * @param tell hears where the run stands after each commit
 */
export async function conduct(
  run: { schoolId: string; runId: string },
  fromRevision: number,
  tell: (result: AdvanceResult) => void,
): Promise<Standstill> {
  let expectedRevision = fromRevision;
  let failed: FailureCode | undefined;
  for (;;) {
    const result = await advance({ ...run, expectedRevision, ...(failed && { failed }) });
    tell(result);
    if (result.kind !== 'act') return result;
    expectedRevision = result.revision;
    failed = await attempt(run, result.nodeId, result.effect);
  }
}

/** An effect at a node, as operators read it. */
export const inWords = (effect: 'sendEmail' | 'callUrl', nodeId: string): string =>
  effect === 'sendEmail' ? `Send email (${nodeId})` : `Call a URL (${nodeId})`;

/** Tries an effect until it is done or given up. Answers the code it was given up with. */
async function attempt(
  run: { schoolId: string; runId: string },
  nodeId: string,
  effect: 'sendEmail' | 'callUrl',
): Promise<FailureCode | undefined> {
  try {
    const options = { summary: inWords(effect, nodeId) };
    if (effect === 'sendEmail') await mail.sendEmail.executeWithOptions(options, [run]);
    else await calls.callUrl.executeWithOptions(options, [run]);
    return undefined;
  } catch (error) {
    if (!(error instanceof ActivityFailure)) throw error;
    return codeOf(error.cause, effect);
  }
}

function codeOf(cause: unknown, effect: 'sendEmail' | 'callUrl'): FailureCode {
  const type = cause instanceof ApplicationFailure ? cause.type : undefined;
  if (type && Object.hasOwn(failures, type)) return type as FailureCode;
  return effect === 'sendEmail' ? 'mail_unreachable' : 'url_unreachable';
}
