import { attentionKind, failures, needsAttention, type SearchAttributeValues } from '@perennial/contracts';
import { allHandlersFinished, CancellationScope, isCancellation, patched, workflowInfo } from '@temporalio/workflow';
import { type GivenUp, givenUp } from './given-up.js';
import { showAttributes } from './operators.js';
import { type Due, WakeSignal } from './wake-signal.js';

const day = 86_400_000;
/** An execution continues as new at this many events: a cold replay needs a millisecond for each, and should not take a second. */
const manyEvents = 600;
/** When executions that began earlier did so. Their histories cannot change. */
const manyEventsEarlier = 1_500;
/** Before a wait of days, an execution with more events than this continues as new. */
const fewEvents = 40;

/** Result of one iteration of an entity's work. */
export type Outcome<W> =
  /** The entity has ended. Signals that arrived in the meantime are ignored. */
  | { readonly kind: 'over' }
  /** Nothing is left to do, unless a signal arrived meanwhile: then the work is done once more. */
  | { readonly kind: 'done' }
  /** There is more to do now. */
  | { readonly kind: 'more' }
  /** Only time, an event or a person moves the entity on. */
  | { readonly kind: 'wait'; readonly waiting: W };

/** A wait as operators see it. */
export interface Presented {
  readonly due: Due;
  readonly attributes: SearchAttributeValues;
  /** Markdown. */
  readonly lines: readonly (string | null)[];
}

/** State that an execution passes to the next one: what it waits for, or that its work failed. */
export type Carried<W> = W | GivenUp;

/** What is specific to one kind of entity workflow; everything else is {@link runEntity}. */
export interface EntityWorkflow<W> {
  /** Set where business time is a test clock: waits then end by signal. */
  readonly clockId: string | null;
  /** What the previous execution waited for. This one begins with that wait. */
  readonly carried: Carried<W> | undefined;
  /**
   * When search attributes are written: at each wait, at each wait except a carried one (continue-as-new has set them), or
   * only when the work fails and when it succeeds again. Histories depend on it.
   */
  readonly attributes: 'each wait' | 'each new wait' | 'on failure';
  /** Events after which to continue as new, whatever the wait. */
  readonly manyEvents?: number;
  /** Shown while the work is done, in Markdown. */
  readonly atWork?: readonly string[];
  /** Calls activities. A permanent failure does not end the workflow; the work is retried. */
  work(): Promise<Outcome<W>>;
  present(waiting: W): Presented;
  show(lines: readonly (string | null)[]): void;
  /** Starts the next execution. Without a wait to carry, it begins with the work. */
  continueAsNew(attributes: SearchAttributeValues, carry: Carried<W> | undefined): Promise<never>;
  /**
   * Writes to the entity's row that its workflow was cancelled in Temporal. Absent if the entity continues to exist; the safety
   * net then starts its workflow again.
   */
  cancelled?(): Promise<void>;
}

/**
 * Runs the workflow of an entity until the entity ends: does its work, waits for a date or a signal, and repeats. A permanent
 * failure of an activity is shown to operators and staff, and retried after an hour or when a signal arrives.
 */
export async function runEntity<W>(entity: EntityWorkflow<W>): Promise<void> {
  const wake = new WakeSignal(entity.clockId);
  try {
    let carried = entity.carried;
    for (;;) {
      const waiting = carried ?? (await workUntilWait(entity, wake));
      if (waiting === null) return;
      await wait(entity, wake, waiting, carried !== undefined);
      carried = undefined;
    }
  } catch (error) {
    if (isCancellation(error)) await CancellationScope.nonCancellable(async () => entity.cancelled?.());
    throw error;
  }
}

/** Returns what to wait for; null once nothing is left. */
async function workUntilWait<W>(entity: EntityWorkflow<W>, wake: WakeSignal): Promise<Carried<W> | null> {
  if (entity.atWork) entity.show(entity.atWork);
  wake.reset();
  for (;;) {
    if (hasMany(entity) && allHandlersFinished() && patched('continue-at-work')) await entity.continueAsNew({}, undefined);
    try {
      const outcome = await entity.work();
      if (outcome.kind === 'over') return null;
      if (outcome.kind === 'more') continue;
      if (wake.received) wake.reset();
      else return outcome.kind === 'done' ? null : outcome.waiting;
    } catch (error) {
      const failed = givenUp(error);
      if (failed === null) throw error;
      // Executions that failed before failures were shown continued immediately when a signal had arrived.
      if (failed.shown || !wake.received) return failed;
      wake.reset();
    }
  }
}

async function wait<W>(entity: EntityWorkflow<W>, wake: WakeSignal, waiting: Carried<W>, carried: boolean): Promise<void> {
  const failed = isGivenUp(waiting);
  const { due, attributes, lines } = failed ? presentFailure(waiting) : entity.present(waiting);
  if (!carried && !wake.received && isLong(entity, due, failed && waiting.shown) && allHandlersFinished())
    await entity.continueAsNew(attributes, waiting);
  if (writesAttributes(entity, carried, failed && waiting.shown)) showAttributes(attributes);
  entity.show(lines);
  await wake.until(due);
}

function presentFailure({ failed, retryAt, shown }: GivenUp): Presented {
  return {
    due: { at: retryAt, reason: 'retry_after_failure', onWall: true },
    attributes: { WaitKind: shown ? attentionKind(failed) : 'retry_after_failure' },
    lines: [`**Needs attention** ${failed}: ${failures[failed].meaning}`, `**Retries** ${retryAt}, or when it is signalled`],
  };
}

function writesAttributes<W>({ attributes }: EntityWorkflow<W>, carried: boolean, failed: boolean): boolean {
  if (attributes === 'each wait') return true;
  if (attributes === 'each new wait') return !carried;
  return !carried && (failed || isShownAsFailed());
}

/** Whether the work failed before, so that operators must see when it succeeds again. */
function isShownAsFailed(): boolean {
  const shown = workflowInfo().typedSearchAttributes.get({ name: 'WaitKind', type: 'KEYWORD' });
  return typeof shown === 'string' && shown.startsWith(needsAttention);
}

function isGivenUp<W>(waiting: Carried<W>): waiting is GivenUp {
  return typeof waiting === 'object' && waiting !== null && 'failed' in waiting;
}

/** Whether to continue as new before a wait: a replay then consists of a start and a timer, however long the workflow runs. */
function isLong<W>(entity: EntityWorkflow<W>, due: Due, failed: boolean): boolean {
  if (hasMany(entity)) return true;
  const long = failed || due.at === null || Date.parse(due.at) - Date.now() > day;
  return long && workflowInfo().historyLength > fewEvents;
}

function hasMany<W>(entity: EntityWorkflow<W>): boolean {
  const { historyLength, continueAsNewSuggested } = workflowInfo();
  if (continueAsNewSuggested || historyLength > (entity.manyEvents ?? manyEventsEarlier)) return true;
  return entity.manyEvents === undefined && historyLength > manyEvents && patched('continue-sooner');
}
