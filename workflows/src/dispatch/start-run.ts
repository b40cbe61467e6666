import type { RunLabels } from '@perennial/activities';
import { startDeclared, startUnlessRunning } from '../start-declared.js';

interface Run {
  readonly schoolId: string;
  readonly runId: string;
}

const inputOf = (run: Run, { automationId, version, contactId, clockId, revision }: RunLabels) => ({
  ...run,
  ...{ contactId, automationId, version, clockId, revision },
});

/** Starts the workflow of one run at a committed revision. It reads the run first: an event may have arrived meanwhile. */
export const startRun = (run: Run, labels: RunLabels): Promise<void> => startDeclared('automationRun', inputOf(run, labels));

/** As {@link startRun}, unless an operator has restarted the run from Postgres, or has reset this workflow: then it is already being processed. */
export async function handOn(run: Run, labels: RunLabels): Promise<void> {
  await startUnlessRunning('automationRun', inputOf(run, labels));
}
