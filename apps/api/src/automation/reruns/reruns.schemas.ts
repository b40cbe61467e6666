import { GraphNode } from '@perennial/domain/automation';
import { z } from 'zod';

const stepId = GraphNode.shape.id;

export const RerunInput = z
  .object({
    /** The same for a repeated request, which then starts nothing more. */
    key: z.string().min(1).max(100),
    /** The step from which the journey is repeated. */
    from: stepId,
    /** The version that the journey was on, or the newest published one. */
    version: z.enum(['current', 'newest']).default('current'),
    /** Steps whose effects happened and are not repeated. */
    skip: z.array(stepId).max(1000).default([]),
  })
  .meta({ id: 'RerunInput' });
export type RerunInput = z.output<typeof RerunInput>;
/** The journey that begins. */
export const Rerun = z.object({ runId: z.uuid() }).meta({ id: 'Rerun' });
export type Rerun = z.output<typeof Rerun>;
