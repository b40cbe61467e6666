import { type SchoolScoped, wakeSignal, workflow } from '../definition.js';
import { taskQueues } from '../task-queues.js';

/** Input of `dispatch`: the steps before the first wait, email or call of all runs that one event entered. */
export interface DispatchInput extends SchoolScoped {
  readonly eventId: string;
  readonly runIds: readonly string[];
  /** Missing in executions started by earlier releases. */
  readonly contactId?: string | null;
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

/** Workflows of the area automation. */
export const automationWorkflows = {
  dispatch: workflow<DispatchInput>({
    name: 'dispatch',
    queue: taskQueues.automation,
    idPrefix: 'dispatch-',
    key: ({ eventId }) => eventId,
    attributes: ({ contactId }) => ({ ContactId: contactId ?? null }),
    summary: 'Journeys that one event started, up to their first wait, email or call',
    signals: [],
    // Its runs continue in workflows of their own: even one that failed must not start again.
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
} as const;
