import type { FailureCode } from '@perennial/contracts';
import { type Cursor, resume } from '@perennial/domain/automation';
import type { Services } from '../platform/services.js';
import type { AdvanceResult } from './advance-contract.js';
import { approvalOutcome } from './approvals.js';
import { effectOutcome } from './effect-outcome.js';
import { leavesBy, takeEvents } from './incoming.js';
import { operatorCommand } from './operator-command.js';
import { type LoadedRun, labelled } from './run-store.js';
import type { EffectResult, RunWrites } from './run-writes.js';
import type { RunWake } from './runs.queries.js';

/** What happened to a run since its last commit. */
export interface Pending {
  /** Its current effect has failed permanently. */
  readonly failed?: FailureCode | undefined;
  /** How the call of its current effect ended a moment ago. */
  readonly called?: EffectResult | undefined;
  readonly wakes: readonly RunWake[];
}

/** Where a run continues, and whether its position changed; or what its workflow must do. */
type Applied = { readonly cursor: Cursor; readonly moved: boolean } | { readonly result: AdvanceResult };

/** Applies what happened since the last commit: an operator command, an exit, a completed effect or awaited events. */
export async function applyPending(
  services: Services,
  run: LoadedRun,
  { failed, called, wakes }: Pending,
  writes: RunWrites,
): Promise<Applied> {
  const { cursor } = run;
  const command = operatorCommand(run, wakes);
  if (command) {
    if (command.evidence) writes.visit(run, command.evidence, true);
    if (command.state === 'stopped') return { result: writes.finish(run, command.cursor, 'stopped') };
    return { cursor: command.cursor, moved: true };
  }
  if (run.row.state === 'parked') {
    // Still parked. Ignore the wake signal and write nothing.
    const { revision } = run.row;
    return { result: { ...labelled(run, { kind: 'park', nodeId: cursor.nodeId, code: 'parked' }), revision } };
  }
  const exit = cursor.phase === 'ended' ? null : await leavesBy(services, run, wakes);
  const outcome =
    exit ??
    (cursor.phase === 'acting' ? await effectOutcome(services, run, failed, called) : null) ??
    (cursor.phase === 'waiting' ? ((await approvalOutcome(services, run)) ?? (await takeEvents(services, run, wakes))) : null);
  if (!outcome) return { cursor, moved: false };
  // The event is found again when the wait continues.
  if (run.row.heldAt && outcome.kind === 'event') return { result: writes.hold(run, cursor) };
  const resumed = resume(run.graph, cursor, outcome);
  writes.visit(run, resumed.evidence, resumed.kind === 'moved');
  if (resumed.kind === 'parked')
    return { result: writes.park(run, resumed.cursor, failed ?? 'misconfigured', resumed.evidence.reason) };
  return { cursor: resumed.cursor, moved: true };
}
