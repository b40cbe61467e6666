import type { GroupToJoin } from '@perennial/activities';
import { wakeSignal, workflows } from '@perennial/contracts';
import { readWaitGroupKey } from '@perennial/domain/automation';
import { getExternalWorkflowHandle, isCancellation } from '@temporalio/workflow';
import { startUnlessRunning } from '../start-declared.js';

const contract = workflows.waitGroup;
/** A group may end between a start and a signal. The safety net starts one that ended each time. */
const attempts = 3;

/**
 * Starts the workflows of groups that runs have joined. One that runs reads its members when its minute comes; one whose minute is near is
 * signalled, because it may have read them for the last time.
 */
export async function joinGroups(schoolId: string, groups: readonly GroupToJoin[]): Promise<void> {
  let left = distinct(groups);
  for (let attempt = 0; left.length > 0 && attempt < attempts; attempt++) {
    const running = await Promise.all(left.map(({ key }) => isRunning(schoolId, key)));
    const near = left.filter((group, i) => running[i] && group.near);
    const signalled = await Promise.all(near.map(({ key }) => signal(key)));
    left = near.filter((_, i) => !signalled[i]);
  }
}

/** One that is near for any of its runs is signalled. */
function distinct(groups: readonly GroupToJoin[]): GroupToJoin[] {
  const byKey = new Map<string, GroupToJoin>();
  for (const group of groups) if (group.near || !byKey.has(group.key)) byKey.set(group.key, group);
  return [...byKey.values()];
}

/** Starts the workflow of a group. Returns whether it was running before. */
async function isRunning(schoolId: string, groupKey: string): Promise<boolean> {
  const automationId = readWaitGroupKey(groupKey)?.automationId ?? '';
  return !(await startUnlessRunning('waitGroup', { schoolId, groupKey, automationId }));
}

/** Returns whether the workflow was there to be signalled. */
async function signal(groupKey: string): Promise<boolean> {
  try {
    await getExternalWorkflowHandle(contract.id(groupKey)).signal(wakeSignal);
    return true;
  } catch (error) {
    if (isCancellation(error)) throw error;
    return false;
  }
}
