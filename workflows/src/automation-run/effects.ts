import {
  type ExternalEffectActivities,
  type ExternalEffectContract,
  type ExternalEffectKind,
  externalEffects,
  type FailureCode,
  type TaskQueue,
} from '@perennial/contracts';
import type { RetryWindow } from '@perennial/domain/automation';
import { ActivityFailure, isCancellation, proxyActivities } from '@temporalio/workflow';
import { effectProfiles, within } from '../activity-options.js';
import { failureCode } from '../given-up.js';

/** Description of an effect for operators. */
export const effectLine = (effect: ExternalEffectKind, nodeId: string): string => `${externalEffects[effect].label} (${nodeId})`;

/** Attempts an effect until it succeeds or Temporal gives up. Returns the failure code. */
export async function attemptEffect(
  run: { schoolId: string; runId: string },
  nodeId: string,
  effect: ExternalEffectKind,
  retryFor?: RetryWindow,
): Promise<FailureCode | undefined> {
  const { queue, busyQueue } = contractOf(effect);
  const failed = await attemptOn(queue, run, nodeId, effect, retryFor);
  return failed === 'host_busy' && busyQueue ? attemptOn(busyQueue, run, nodeId, effect, retryFor) : failed;
}

async function attemptOn(
  taskQueue: TaskQueue,
  run: { schoolId: string; runId: string },
  nodeId: string,
  effect: ExternalEffectKind,
  retryFor: RetryWindow | undefined,
): Promise<FailureCode | undefined> {
  const { profile, fallback } = contractOf(effect);
  const activities = proxyActivities<ExternalEffectActivities>({ ...within(effectProfiles[profile], retryFor), taskQueue });
  try {
    await activities[effect].executeWithOptions({ summary: effectLine(effect, nodeId) }, [run]);
    return undefined;
  } catch (error) {
    if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error;
    const code = failureCode(error);
    return code === null || code === 'timed_out' ? fallback : code;
  }
}

const contractOf = (effect: ExternalEffectKind): ExternalEffectContract => externalEffects[effect];
