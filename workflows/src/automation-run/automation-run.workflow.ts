import type { AdvanceActivities, AdvanceResult } from '@perennial/activities';
import { type AutomationRunInput, adminPages, type FailureCode, needsAttention } from '@perennial/contracts';
import { stepHeldCode } from '@perennial/domain/automation';
import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import { database, quick } from '../activity-options.js';
import { type Carried, type Presented, runEntity } from '../entity-loop.js';
import { clockLine, continueWaiting, showDetails, stepLabel } from '../operators.js';
import { attemptEffect, effectLine } from './effects.js';

const { advance } = proxyLocalActivities<AdvanceActivities>(quick);
const { stopRun } = proxyActivities<AdvanceActivities>(database);

type Waiting = Extract<AdvanceResult, { kind: 'wait' | 'park' }>;

/** One run from its first wait, email or call on. Its cursor is in Postgres; this workflow waits, and calls the activities that `advance` names. */
export function automationRun(
  input: AutomationRunInput,
  revision: number,
  carried?: Carried<Waiting>,
  failedEffect?: FailureCode,
): Promise<void> {
  const { automationId, runId, contactId, clockId } = input;
  const pages = [adminPages.journey(automationId, runId), ...(contactId ? [adminPages.person(contactId)] : [])];
  const show = (lines: readonly (string | null)[]) => showDetails([...lines, clockLine(clockId)], pages);
  let at = revision;
  let failed = failedEffect;
  return runEntity<Waiting>({
    clockId,
    carried,
    attributes: 'each wait',
    atWork: ['**At work**'],
    async work() {
      const step = await advance({ ...input, expectedRevision: at, ...(failed && { failed }) });
      at = step.revision;
      failed = undefined;
      if (step.kind === 'finish') {
        show(['The journey is over.']);
        return { kind: 'over' };
      }
      if (step.kind !== 'act') return { kind: 'wait', waiting: step };
      show([`**At work** ${effectLine(step.effect, step.nodeId)}`]);
      failed = await attemptEffect(input, step.nodeId, step.effect, step.retryFor);
      return { kind: 'more' };
    },
    present,
    show,
    continueAsNew: (attributes, carry) =>
      continueWaiting<typeof automationRun>(attributes, input, at, withoutDelay(carry), ...(failed ? [failed] : [])),
    cancelled: () => stopRun(input),
  });
}

/** A wait as operators see it. Staff hold a step on purpose, so that its people need no attention. */
function present(step: Waiting): Presented {
  const { nodeId } = step;
  if (step.kind === 'wait')
    return {
      due: { at: step.at, reason: stepLabel(step), inMs: step.inMs },
      attributes: { NodeId: nodeId, WaitKind: 'waiting' },
      lines: [`**Waits at** ${stepLabel(step)}`, `**Until** ${step.at}`],
    };
  if (step.code === stepHeldCode)
    return {
      due: { at: null, reason: 'held_by_staff' },
      attributes: { NodeId: nodeId, WaitKind: 'held_by_staff' },
      lines: [`**Held by staff** before ${nodeId}`],
    };
  return {
    due: { at: null, reason: `Needs attention: ${step.code}` },
    attributes: { NodeId: nodeId, WaitKind: needsAttention },
    lines: [`**Needs attention** at ${nodeId}: ${step.code}`],
  };
}

/** The next execution begins later: it computes the delay from the date. */
function withoutDelay(carry: Carried<Waiting> | undefined): Carried<Waiting> | undefined {
  if (carry === undefined || !('inMs' in carry)) return carry;
  const { inMs: _, ...wait } = carry;
  return wait;
}
