import type { AutomationRunInput } from '@perennial/contracts';
import { allHandlersFinished, continueAsNew, setCurrentDetails, workflowInfo } from '@temporalio/workflow';
import { showAttributes } from '../attributes.js';
import { Waker } from '../waker.js';
import { conduct, type Standstill } from './conduct.js';

const day = 86_400_000;

/** One run from its first wait on. Its cursor is in Postgres; this workflow waits, and carries out what the plan says. */
export async function automationRun(input: AutomationRunInput, revision: number, carry?: Standstill): Promise<void> {
  const waker = new Waker(input.clockId);
  let at = revision;
  let standing = carry;
  for (;;) {
    if (standing === undefined) {
      waker.rest();
      standing = await conduct(input, at);
      at = standing.revision;
      if (standing.kind === 'finish') return;
      if (waker.woken) {
        standing = undefined;
        continue;
      }
      if (shouldContinueAsNew(standing) && allHandlersFinished()) await continueAsNew<typeof automationRun>(input, at, standing);
    }
    if (standing.kind === 'finish') return;
    show(standing);
    await waker.until(
      standing.kind === 'wait'
        ? { at: standing.at, reason: standing.reason }
        : { at: null, reason: `Needs attention: ${standing.code}` },
    );
    standing = undefined;
  }
}

function show(standing: Standstill): void {
  if (standing.kind === 'finish') return;
  showAttributes({ NodeId: standing.nodeId, WaitKind: standing.kind === 'wait' ? 'waiting' : 'needs attention' });
  setCurrentDetails(
    standing.kind === 'wait'
      ? `**Waits** ${standing.reason}\n\n**Until** ${standing.at}`
      : `**Needs attention** at ${standing.nodeId}: ${standing.code}`,
  );
}

function shouldContinueAsNew(standing: Standstill): boolean {
  const { historyLength, continueAsNewSuggested } = workflowInfo();
  const long = standing.kind === 'park' || (standing.kind === 'wait' && Date.parse(standing.at) - Date.now() > day);
  return continueAsNewSuggested || historyLength > 1_500 || (long && historyLength > 40);
}
