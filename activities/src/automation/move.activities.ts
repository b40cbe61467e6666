import type { MoveRunsInput } from '@perennial/contracts';
import { RunMove } from '@perennial/db';
import type { Services } from '../platform/services.js';
import { type MoveProgress, moveRuns } from './move-runs.js';

/** Activities of the workflow that moves runs to another version. */
export interface MoveActivities {
  moveRuns(input: MoveRunsInput): Promise<MoveProgress>;
  /** Stops a move whose workflow was cancelled in Temporal. Runs that were not moved yet stay on their version. */
  cancelMove(input: MoveRunsInput): Promise<void>;
}

/** Wires {@link MoveActivities}. */
export const createMoveActivities = (services: Services): MoveActivities => ({
  moveRuns: (input) => moveRuns(services, input),
  cancelMove: ({ schoolId, moveId }) =>
    services.tenancy.withSchool(schoolId, async () => {
      const over = { state: 'cancelled', finishedAt: services.clocks.wall() } as const;
      await services.tenancy.repo(RunMove).update({ id: moveId, state: 'running' }, over);
    }),
});
