import { z } from 'zod';
import { Instant } from '../../platform/http/schemas.js';

export const StuckWorkflowView = z
  .object({
    id: z.uuid(),
    /** What it does, in a sentence. */
    title: z.string(),
    contact: z.object({ id: z.uuid(), name: z.string(), email: z.string() }).nullable(),
    since: Instant,
    /** Temporal's cause, or the code of the activity that failed, for operators. */
    cause: z.string(),
    /** What failed; null if the workflow's own tasks fail. */
    problem: z.string().nullable(),
    temporalUrl: z.string(),
    /** A restart has been asked for and is under way. */
    restarting: z.boolean(),
  })
  .meta({ id: 'StuckWorkflow' });
export type StuckWorkflowView = z.output<typeof StuckWorkflowView>;
export const StuckWorkflowsResponse = z.array(StuckWorkflowView);
