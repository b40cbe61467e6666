import { type AutomationRunInput, adminPages } from '@perennial/contracts';
import { allHandlersFinished, workflowInfo } from '@temporalio/workflow';
import { clockLine, continueWaiting, showAttributes, showDetails } from '../operators.js';
import { Waker } from '../waker.js';
import { conduct, inWords, type Standstill } from './conduct.js';

const day = 86_400_000;

/** One run from its first wait, email or call on. Its cursor is in Postgres; this workflow waits, and does what the plan says. */
export async function automationRun(input: AutomationRunInput, revision: number, carry?: Standstill): Promise<void> {
  const waker = new Waker(input.clockId);
  let at = revision;
  let standing = carry;
  for (;;) {
    if (standing === undefined) {
      show(input, ['**At work**']);
      waker.rest();
      standing = await conduct(input, at, (step) => {
        if (step.kind === 'act') show(input, [`**At work** ${inWords(step.effect, step.nodeId)}`]);
      });
      at = standing.revision;
      if (standing.kind === 'finish') {
        show(input, ['The journey is over.']);
        return;
      }
      if (waker.woken) {
        standing = undefined;
        continue;
      }
      if (shouldContinueAsNew(standing) && allHandlersFinished())
        await continueWaiting<typeof automationRun>(attributesOf(standing), input, at, standing);
    }
    if (standing.kind === 'finish') return;
    showAttributes(attributesOf(standing));
    show(
      input,
      standing.kind === 'wait'
        ? [`**Waits at** ${standing.reason}`, `**Until** ${standing.at}`]
        : [`**Needs attention** at ${standing.nodeId}: ${standing.code}`],
    );
    await waker.until(
      standing.kind === 'wait'
        ? { at: standing.at, reason: standing.reason }
        : { at: null, reason: `Needs attention: ${standing.code}` },
    );
    standing = undefined;
  }
}

const attributesOf = ({ kind, nodeId }: Exclude<Standstill, { kind: 'finish' }>) => ({
  NodeId: nodeId,
  WaitKind: kind === 'wait' ? 'waiting' : 'needs attention',
});

function show({ automationId, runId, contactId, clockId }: AutomationRunInput, lines: readonly string[]): void {
  showDetails(
    [...lines, clockLine(clockId)],
    [adminPages.journey(automationId, runId), ...(contactId ? [adminPages.person(contactId)] : [])],
  );
}

function shouldContinueAsNew(standing: Standstill): boolean {
  const { historyLength, continueAsNewSuggested } = workflowInfo();
  const long = standing.kind === 'park' || (standing.kind === 'wait' && Date.parse(standing.at) - Date.now() > day);
  return continueAsNewSuggested || historyLength > 1_500 || (long && historyLength > 40);
}
