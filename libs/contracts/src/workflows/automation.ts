import { type SchoolScoped, wakeSignal, withId, workflow } from '../definition.js';
import { taskQueues } from '../task-queues.js';

/** Input of `dispatch`: the steps before the first wait, email or call of the runs that one event, or several at once, entered. */
export interface DispatchInput extends SchoolScoped {
  /** The first of the events. */
  readonly eventId: string;
  readonly runIds: readonly string[];
  /** Null where its runs are about several people. Missing in executions started by earlier releases. */
  readonly contactId?: string | null;
  /** Null where its runs follow several automations. Missing in executions started by earlier releases. */
  readonly automationId?: string | null;
}

/** Input of `automationRun`: one run from its first wait, email or call on. */
export interface AutomationRunInput extends SchoolScoped {
  readonly runId: string;
  readonly contactId: string | null;
  readonly automationId: string;
  readonly version: number;
  readonly clockId: string | null;
}

/** A run, and the committed revision from which its workflow continues. */
export interface AutomationRunStart extends AutomationRunInput {
  readonly revision: number;
}

/** Input of `waitGroup`: the runs of one automation that entered together and wait for the same minute. */
export interface WaitGroupInput extends SchoolScoped {
  readonly automationId: string;
  /** Automation and minute, as the wait rows of its members name it. */
  readonly groupKey: string;
}

/** Input of `moveRuns`: the runs that staff move to another version. */
export interface MoveRunsInput extends SchoolScoped {
  readonly moveId: string;
}

/** Workflows of the area automation. */
export const automationWorkflows = {
  dispatch: workflow<DispatchInput>({
    name: 'dispatch',
    queue: taskQueues.automation,
    idPrefix: 'dispatch-',
    key: ({ eventId }) => eventId,
    attributes: ({ contactId, automationId }) => ({ ContactId: contactId ?? null, AutomationId: automationId ?? null }),
    summary: 'Journeys that started at the same time, up to their first wait, email or call',
    detail: ({ runIds }) => (runIds.length === 1 ? null : `${runIds.length} journeys`),
    signals: [],
    // Its runs continue in their own workflows, so even a failed dispatch must not start again.
    onConflict: 'once',
  }),
  automationRun: workflow<AutomationRunStart, typeof wakeSignal>({
    name: 'automationRun',
    queue: taskQueues.automation,
    idPrefix: 'run-',
    key: ({ runId }) => runId,
    attributes: ({ contactId, automationId, version, clockId }) => ({
      ContactId: contactId,
      AutomationId: automationId,
      AutomationVersion: `${automationId}:${version}`,
      ClockId: clockId,
    }),
    summary: 'Journey of one person through one automation',
    signals: [wakeSignal],
    onConflict: 'unlessCompleted',
    args: ({ revision, ...run }) => [run, revision],
  }),
  waitGroup: workflow<WaitGroupInput, typeof wakeSignal>({
    name: 'waitGroup',
    queue: taskQueues.automation,
    idPrefix: 'wait-group-',
    key: ({ groupKey }) => groupKey,
    attributes: ({ automationId }) => ({ AutomationId: automationId, WaitKind: 'waiting' }),
    summary: 'Journeys that started together and wait for the same minute',
    signals: [wakeSignal],
    onConflict: 'signalOrStart',
  }),
  moveRuns: workflow<MoveRunsInput, typeof wakeSignal>({
    name: 'moveRuns',
    queue: taskQueues.lifecycle,
    idPrefix: 'move-runs-',
    key: ({ moveId }) => moveId,
    attributes: () => ({}),
    summary: 'Move of journeys to another version of their automation',
    signals: [wakeSignal],
    onConflict: 'unlessCompleted',
    startedBy: {
      input: (school, { data }) => withId(school, data, 'moveId'),
      restart: ({ schoolId }, moveId) => ({ schoolId, moveId }),
    },
  }),
} as const;
