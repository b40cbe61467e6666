import { nextCheck, readWaitGroupKey } from '@perennial/domain/automation';
import { leaveGroups } from '@perennial/services';
import type { Services } from '../platform/services.js';
import type { RunInput, WaitGroupKey, WaitGroupState } from './advance-contract.js';
import { dueMembers, stepsOfGroup } from './wait-group.queries.js';

/** Members in one page: what one transaction advances. */
const pageSize = 50;
/** Steps that operators see. */
const mostSteps = 10;

/** Reads who is due in a group; without anybody, when to read again. */
export function readWaitGroup({ tenancy, clocks }: Services, { schoolId, groupKey }: WaitGroupKey): Promise<WaitGroupState> {
  const group = readWaitGroupKey(groupKey);
  if (!group) throw new Error(`${groupKey} does not name a group`);
  return tenancy.withSchool(schoolId, async () => {
    const now = clocks.wall();
    const due = await tenancy.rowsOf(dueMembers, groupKey, now, pageSize);
    // While members are due, a reader needs only them.
    if (due.length > 0) return { due, steps: [], next: null };
    const steps = await tenancy.rowsOf(stepsOfGroup, groupKey);
    const first = steps.reduce<Date | null>((min, { dueAt }) => (min && min < dueAt ? min : dueAt), null);
    const next = nextCheck(group.begins, first, now);
    return {
      due,
      steps: steps.slice(0, mostSteps).map(({ nodeId, people }) => ({ nodeId, people })),
      next: next && { at: next.toISOString(), inMs: next.getTime() - now.getTime() },
    };
  });
}

/** Takes a run out of its group, which cannot advance it. */
export const leaveWaitGroup = ({ tenancy }: Services, { schoolId, runId }: RunInput): Promise<void> =>
  tenancy.withSchool(schoolId, async () => {
    await tenancy.rowsOf(leaveGroups, [runId]);
  });
