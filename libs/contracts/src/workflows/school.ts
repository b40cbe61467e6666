import { type SchoolScoped, wakeSignal, withId, workflow } from '../definition.js';
import { taskQueues } from '../task-queues.js';

/** Input of `testClock`: advances a test clock to its target. */
export interface TestClockInput extends SchoolScoped {
  readonly clockId: string;
}

/** Workflows of the area school. */
export const schoolWorkflows = {
  testClock: workflow<TestClockInput, typeof wakeSignal>({
    name: 'testClock',
    queue: taskQueues.lifecycle,
    idPrefix: 'clock-',
    key: ({ clockId }) => clockId,
    attributes: ({ clockId }) => ({ ClockId: clockId }),
    summary: 'Test clock on its way to a later instant',
    signals: [wakeSignal],
    onConflict: 'signalOrStart',
    startedBy: {
      input: (school, { data }) => withId(school, data, 'clockId'),
      restart: ({ schoolId }, clockId) => ({ schoolId, clockId }),
    },
  }),
} as const;
