import { isWaitStep } from '@perennial/contracts';
import {
  type Cursor,
  definitionOf,
  type Effect,
  forgetChanged,
  isHeld,
  isMarketingEmail,
  nodeOf,
  plan,
  resume,
  type Step,
} from '@perennial/domain/automation';
import type { Facts } from '@perennial/domain/conditions';
import { loadFacts } from '@perennial/services';
import type { Services } from '../platform/services.js';
import type { AdvanceResult, More } from './advance-contract.js';
import { dueOf } from './approvals.js';
import { applyOwnEffect } from './own-effects.js';
import { applyPending, type Pending } from './pending-outcome.js';
import { groupOf, type LoadedRun, labelled, leavingTypes, waitsAtHold } from './run-store.js';
import type { RunWrites } from './run-writes.js';
import { stepAt } from './step-at.js';
import { refuse, type StepRefused } from './step-refused.js';

/** Steps in one transaction at most: a long straight path commits in pieces and is locked briefly. */
const stepsPerCommit = 100;

/** A step at which a run stops. */
type Stop = Exclude<Step, { kind: 'load' | 'pass' }>;

/** A marketing email that a run has reached, or that is held. Quiet hours and limits decide whether it is sent now. */
export interface AtEmail {
  readonly run: LoadedRun;
  /** Where the run was before. */
  readonly cursor: Cursor;
  readonly step: Step & { readonly kind: 'act' };
  readonly facts: Facts;
}

/** Where a walk stopped. */
export interface Walked {
  readonly result: AdvanceResult | More;
  /** The effect that the run has just reached, with the facts that its texts may use. */
  readonly reached?: { readonly effect: Effect; readonly facts: Facts };
  /** Whether an event may have ended the wait before it was written. */
  readonly mayLookBack?: boolean;
}

/**
 * Walks a run from its cursor until it waits, needs an external effect, is parked or ends, and gathers what that writes. In the open
 * scope. A run without progress gets its stored result, and writes nothing.
 * @param refused an own effect that failed before: the run stops there
 */
export async function walk(
  services: Services,
  run: LoadedRun,
  pending: Pending,
  writes: RunWrites,
  refused: StepRefused | null,
): Promise<Walked | AtEmail> {
  const applied = await applyPending(services, run, pending, writes);
  if ('result' in applied) return applied;
  let { cursor } = applied;
  let facts = run.facts;
  for (let steps = 0; steps < stepsPerCommit; ) {
    if (isHeld(cursor, run.row.holds)) return holdBefore(run, cursor, writes, steps > 0 || applied.moved);
    const step = plan(run.graph, cursor, run.now.toISOString(), facts);
    if (step.kind === 'load') {
      await writes.flushTags();
      facts = await loadFacts(services.tenancy, facts, step.facts, { contactId: run.row.contactId, now: run.now });
      continue;
    }
    // A paused automation lets an effect in progress end, and begins no step.
    const begins = cursor.phase === 'enter' || (cursor.phase === 'waiting' && (step.kind === 'pass' || step.kind === 'act'));
    if (run.row.heldAt && begins) return { result: writes.hold(run, cursor) };
    if (steps === 0 && !applied.moved && isStored(run, step)) return stored(run, step);
    steps += 1;
    if (step.kind === 'pass') {
      writes.visit(run, step.evidence, true);
      cursor = step.next;
      continue;
    }
    if (step.kind === 'act' && run.row.emailLimits && isMarketingEmail(step.effect)) return { run, cursor, step, facts };
    if (step.kind === 'ask') await writes.ask(run, step);
    if (step.kind !== 'act' || step.effect.scope !== 'own') return stopAt(run, step, cursor, facts, writes);
    if (refused?.nodeId === step.nodeId && refused.visit === step.visit) {
      writes.visit(run, { ...step.evidence, reason: refused.problem }, false);
      return { result: writes.park(run, cursor, refused.code, refused.problem) };
    }
    await applyOwnEffect(services, step.effect, run, writes).catch(refuse(step));
    const { cursor: next, evidence } = resume(run.graph, step.next, { kind: 'effect', ok: true });
    writes.visit(run, evidence, true);
    cursor = next;
    facts = forgetChanged(facts, step.effect);
  }
  const more: More = { kind: 'more' };
  writes.save(run, 'running', cursor, more, null);
  return { result: more };
}

/** The external effect at which the last commit stopped a run, so that its first attempt can be made now. */
export async function reachedBefore(services: Services, run: LoadedRun): Promise<Walked['reached']> {
  const { graph, cursor, row, now } = run;
  const subject = { contactId: row.contactId, now };
  const { step, facts } = await stepAt(services, { graph, cursor, at: now.toISOString() }, run.facts, subject);
  return step.kind === 'act' && step.effect.scope !== 'own' ? { effect: step.effect, facts } : undefined;
}

/** Lets a run wait before a step that staff hold. The hold may end before that is committed, so it is checked again afterwards. */
function holdBefore(run: LoadedRun, cursor: Cursor, writes: RunWrites, moved: boolean): Walked {
  const { row } = run;
  if (!moved && waitsAtHold(run))
    return { result: { ...(row.lastResult as AdvanceResult), revision: row.revision }, mayLookBack: true };
  return { result: writes.holdBefore(run, cursor, leavingTypes(run)), mayLookBack: true };
}

/** Whether the last commit stopped at this step already. */
function isStored({ row, cursor, now }: LoadedRun, step: Step): boolean {
  const last = row.lastResult as AdvanceResult | null;
  if (!last || !('nodeId' in last) || !('nodeId' in step) || last.nodeId !== step.nodeId) return false;
  if (last.kind === 'act') return step.kind === 'act' && cursor.phase === 'acting' && last.visit === step.visit;
  if (last.kind !== 'wait' || cursor.phase !== 'waiting') return false;
  // The date of the reminder has passed, or the time limit is next.
  if (step.kind === 'ask') return Date.parse(last.at) === Date.parse(dueOf(step, now));
  return step.kind === 'sleepUntil' || step.kind === 'waitFor';
}

/** The stored result of a run without progress. */
function stored(run: LoadedRun, step: Step): Walked {
  const result = { ...(run.row.lastResult as AdvanceResult), revision: run.row.revision };
  return { result, mayLookBack: awaits(run, step).length > 0 };
}

/** Types of the events that may end the wait at a step. */
const awaits = (run: LoadedRun, step: Step): string[] => [
  ...(step.kind === 'waitFor' ? step.events.map((event) => event.eventType) : []),
  ...leavingTypes(run),
];

/** Gathers what stopping at a step writes. */
export function stopAt(run: LoadedRun, step: Stop, cursor: Cursor, facts: Facts, writes: RunWrites): Walked {
  switch (step.kind) {
    case 'finish':
      return { result: writes.finish(run, cursor, step.reason === 'completed' ? 'completed' : 'exited') };
    case 'park':
      writes.visit(run, step.evidence, false);
      return { result: writes.park(run, step.next, step.code, step.message) };
    case 'act': {
      writes.visit(run, step.evidence, false);
      if (step.effect.scope === 'own') throw new Error('own effects are carried out in the walk');
      const { kind, retryFor } = step.effect;
      const result = labelled(run, {
        ...{ kind: 'act', nodeId: step.nodeId, visit: step.visit, effect: kind },
        ...(retryFor && { retryFor }),
      });
      writes.save(run, 'running', step.next, result, null);
      return { result, reached: { effect: step.effect, facts } };
    }
    case 'sleepUntil':
    case 'ask':
    case 'waitFor': {
      writes.visit(run, step.evidence, false);
      const at = step.kind === 'sleepUntil' ? step.at : step.kind === 'ask' ? dueOf(step, run.now) : step.until;
      const eventTypes = awaits(run, step);
      const groupKey = groupOf(run, new Date(at));
      writes.wait(run, { reason: step.evidence.reason, dueAt: new Date(at), eventTypes, groupKey });
      const { kind } = definitionOf(nodeOf(run.graph, step.nodeId));
      if (!isWaitStep(kind)) throw new Error(`${kind} is not declared as a step at which runs wait`);
      const result = labelled(run, {
        ...{ kind: 'wait', nodeId: step.nodeId, at, reason: kind },
        ...(groupKey && { group: { key: groupKey } }),
      });
      writes.save(run, 'waiting', step.next, result, null);
      return { result, mayLookBack: eventTypes.length > 0 };
    }
  }
}
