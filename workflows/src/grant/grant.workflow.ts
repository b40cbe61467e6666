import type { GrantActivities } from '@perennial/activities';
import { adminPages, type GrantInput, taskQueues } from '@perennial/contracts';
import { proxyActivities } from '@temporalio/workflow';
import { database } from '../activity-options.js';
import { type Carried, runEntity } from '../entity-loop.js';
import { clockLine, continueWaiting, showDetails } from '../operators.js';
import type { Due } from '../wake-signal.js';

const { watchGrant } = proxyActivities<GrantActivities>({ ...database, taskQueue: taskQueues.lifecycle });

/** Records the end of temporary access when it comes. */
export function grant(input: GrantInput, carried?: Carried<Due>): Promise<void> {
  return runEntity<Due>({
    clockId: input.clockId,
    carried,
    attributes: 'each wait',
    async work() {
      const { next } = await watchGrant(input);
      return next === null ? { kind: 'done' } : { kind: 'wait', waiting: next };
    },
    present: (due) => ({ due, attributes: { WaitKind: due.reason }, lines: [`**Ends** ${due.at}`] }),
    show: (lines) => showDetails([...lines, clockLine(input.clockId)], [adminPages.person(input.contactId)]),
    continueAsNew: (attributes, carry) => continueWaiting<typeof grant>(attributes, input, carry),
  });
}
