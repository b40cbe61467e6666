import type { AdvanceActivities, AdvanceResult, WaitGroupState } from '@perennial/activities';
import { adminPages, type WaitGroupInput } from '@perennial/contracts';
import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import { database, quick } from '../activity-options.js';
import { handOn } from '../dispatch/start-run.js';
import { type Carried, runEntity } from '../entity-loop.js';
import { continueWaiting, pageLink, showDetails } from '../operators.js';
import { joinGroups } from './join-groups.js';

const { readWaitGroup } = proxyActivities<AdvanceActivities>(database);
const { advanceMany, leaveWaitGroup } = proxyLocalActivities<AdvanceActivities>(quick);

/** A page adds about 60 events when each member is handed on: an execution stays well below 2,000. */
const longHistory = 1_000;
/** Pause before members that did not advance are advanced again, because the clocks of two machines may differ. */
const shortPause = 1_000;

interface Waiting {
  readonly at: string;
  readonly inMs: number;
  readonly steps: WaitGroupState['steps'];
}

/**
 * The runs of one automation that entered together and wait for the same minute. Their wait rows name the group; this workflow holds the
 * timer, reads who is due, and advances them in the order of their dates, a page in one transaction.
 *
 * Reading is an activity of its own, so that its result is in the history before the page is advanced. A worker that dies
 * then repeats the same page, gets the stored results, and starts the workflows of the same members.
 */
export function waitGroup(input: WaitGroupInput, carried?: Carried<Waiting>): Promise<void> {
  const { schoolId, automationId } = input;
  const show = (lines: readonly (string | null)[]) => showDetails(lines, [adminPages.automation(automationId)]);
  return runEntity<Waiting>({
    clockId: null,
    carried,
    attributes: 'on failure',
    manyEvents: longHistory,
    async work() {
      const { due, steps, next } = await readWaitGroup(input);
      if (due.length === 0) return next ? { kind: 'wait', waiting: { ...next, steps } } : { kind: 'done' };
      show([`**At work** on ${due.length} journeys`]);
      const results = await advancePage(schoolId, due);
      const moved = results.some((result, i) => result === null || result.revision !== due[i]?.revision);
      await handOnAll(input, due, results);
      return moved ? { kind: 'more' } : { kind: 'wait', waiting: soon() };
    },
    present: ({ at, inMs, steps }) => ({
      due: { at, inMs, reason: 'waiting_together' },
      attributes: { WaitKind: 'waiting' },
      lines: [`**Reads its journeys** ${at}`, ...steps.map((step) => lineOf(automationId, step))],
    }),
    show,
    continueAsNew: (attributes, carry) =>
      continueWaiting<typeof waitGroup>(attributes, input, ...(isFailure(carry) ? [carry] : [])),
  });
}

/** The next execution reads its members first, except after a failure. */
const isFailure = (carry: Carried<Waiting> | undefined): carry is Exclude<Carried<Waiting>, Waiting> =>
  carry !== undefined && 'failed' in carry;

const soon = (): Waiting => ({ at: new Date(Date.now() + shortPause).toISOString(), inMs: shortPause, steps: [] });

function lineOf(automationId: string, { nodeId, people }: WaitGroupState['steps'][number]): string {
  const link = pageLink(adminPages.journeysAt(automationId, nodeId));
  return `**${people} at ${nodeId}**${link ? ` ${link}` : ''}`;
}

async function advancePage(schoolId: string, due: WaitGroupState['due']): Promise<readonly (AdvanceResult | null)[]> {
  const runs = due.map(({ runId, revision }) => ({ runId, expectedRevision: revision }));
  return (await advanceMany({ schoolId, runs })).results;
}

/** Starts groups and workflows where members continue. One that cannot be advanced gets a workflow of its own, which shows why. */
async function handOnAll(
  { schoolId, groupKey }: WaitGroupInput,
  due: WaitGroupState['due'],
  results: readonly (AdvanceResult | null)[],
): Promise<void> {
  for (const [i, { runId }] of due.entries()) if (results[i] === null) await leaveWaitGroup({ schoolId, runId });
  const own = due.filter((_, i) => {
    const result = results[i];
    return !result || (result.kind !== 'finish' && !('group' in result));
  });
  await Promise.all(own.map(({ runId, ...labels }) => handOn({ schoolId, runId }, { ...labels, clockId: null })));
  await joinGroups(
    schoolId,
    // Members that wait for this minute again are read with the next page.
    results.flatMap((result) => (result?.kind === 'wait' && result.group && result.group.key !== groupKey ? [result.group] : [])),
  );
}
