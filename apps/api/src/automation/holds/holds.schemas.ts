import { GraphNode } from '@perennial/domain/automation';
import { z } from 'zod';
import { Instant } from '../../platform/http/schemas.js';

/** ID of a step in a path. */
export const StepId = GraphNode.shape.id;

/** A step before which staff hold everyone who reaches it. */
const held = {
  nodeId: z.string(),
  /** Who holds it. */
  heldBy: z.string(),
  heldAt: Instant,
};
export const HeldStep = z.object(held).meta({ id: 'HeldStep' });
/** The held steps of an automation, the one that was held first comes first. */
export const Holds = z.array(z.object({ ...held, people: z.int() }).meta({ id: 'Hold' }));
export type Holds = z.output<typeof Holds>;

/** The most people who are named in one release. */
const namedAtMost = 500;
export const ReleaseInput = z
  .object({
    /** The same for a repeated request, which then releases nobody twice. */
    key: z.string().min(1).max(100),
    /** IDs of journeys. Without them, everyone who waits before the step now. */
    runIds: z.array(z.uuid()).min(1, 'choose whom to release').max(namedAtMost, `at most ${namedAtMost} people`).optional(),
  })
  .meta({ id: 'ReleaseInput' });
export type ReleaseInput = z.output<typeof ReleaseInput>;
