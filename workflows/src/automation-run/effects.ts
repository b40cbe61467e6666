import {
  type EffectProfile,
  type ExternalEffectActivities,
  type ExternalEffectKind,
  externalEffects,
  type FailureCode,
  taskQueues,
} from '@perennial/contracts';
import { ActivityFailure, type ActivityInterfaceFor, isCancellation, proxyActivities } from '@temporalio/workflow';
import { effectProfiles } from '../activity-options.js';
import { failureCode } from '../given-up.js';

const effects = Object.fromEntries(
  Object.entries(effectProfiles).map(([profile, options]) => [
    profile,
    proxyActivities<ExternalEffectActivities>({ ...options, taskQueue: taskQueues.effects }),
  ]),
) as Record<EffectProfile, ActivityInterfaceFor<ExternalEffectActivities>>;

/** An effect at a node, as operators read it. */
export const effectLine = (effect: ExternalEffectKind, nodeId: string): string => `${externalEffects[effect].label} (${nodeId})`;

/** Attempts an effect until it is done or Temporal gives it up. Returns the code it was given up with. */
export async function attemptEffect(
  run: { schoolId: string; runId: string },
  nodeId: string,
  effect: ExternalEffectKind,
): Promise<FailureCode | undefined> {
  const { profile, fallback } = externalEffects[effect];
  try {
    await effects[profile][effect].executeWithOptions({ summary: effectLine(effect, nodeId) }, [run]);
    return undefined;
  } catch (error) {
    if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error;
    const code = failureCode(error);
    return code === null || code === 'timed_out' ? fallback : code;
  }
}
