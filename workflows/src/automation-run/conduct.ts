import type { AdvanceActivities, AdvanceResult } from '@perennial/activities';
import {
  type EffectProfile,
  type ExternalEffectActivities,
  type ExternalEffectKind,
  externalEffects,
  type FailureCode,
  failures,
  taskQueues,
} from '@perennial/contracts';
import { ApplicationFailure } from '@temporalio/common';
import { ActivityFailure, type ActivityInterfaceFor, proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import { effectProfiles, quick } from '../activity-options.js';

const { advance } = proxyLocalActivities<AdvanceActivities>(quick);
const effects = Object.fromEntries(
  Object.entries(effectProfiles).map(([profile, options]) => [
    profile,
    proxyActivities<ExternalEffectActivities>({ ...options, taskQueue: taskQueues.effects }),
  ]),
) as Record<EffectProfile, ActivityInterfaceFor<ExternalEffectActivities>>;

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
export const inWords = (effect: ExternalEffectKind, nodeId: string): string => `${externalEffects[effect].label} (${nodeId})`;

/** Tries an effect until it is done or given up. Returns the code with which it was given up. */
async function attempt(
  run: { schoolId: string; runId: string },
  nodeId: string,
  effect: ExternalEffectKind,
): Promise<FailureCode | undefined> {
  const { profile, fallback } = externalEffects[effect];
  try {
    await effects[profile][effect].executeWithOptions({ summary: inWords(effect, nodeId) }, [run]);
    return undefined;
  } catch (error) {
    if (!(error instanceof ActivityFailure)) throw error;
    const type = error.cause instanceof ApplicationFailure ? error.cause.type : undefined;
    return type && Object.hasOwn(failures, type) ? (type as FailureCode) : fallback;
  }
}
