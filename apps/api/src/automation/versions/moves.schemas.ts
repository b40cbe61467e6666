import { StepMoves } from '@perennial/domain/automation';
import { z } from 'zod';
import { Instant } from '../../platform/http/schemas.js';

export const MoveInput = z
  .object({
    /** The same for a repeated request, which then moves nobody twice. */
    key: z.string().min(1).max(100),
    moves: StepMoves.min(1, 'choose whom to move'),
  })
  .meta({ id: 'MoveInput' });
export type MoveInput = z.output<typeof MoveInput>;

/** Whom a program moves, and where to. */
export const ProgramMoveInput = MoveInput.omit({ key: true }).meta({ id: 'ProgramMoveInput' });
export type ProgramMoveInput = z.output<typeof ProgramMoveInput>;

const move = {
  id: z.uuid(),
  /** Whether people move to a version, those whom a hold stops are released, or staff act on those who need attention. */
  action: z.enum(['move', 'release', 'retry', 'retry_newest', 'skip', 'stop']),
  /** Number of the version to which people move. */
  version: z.int(),
  requestedBy: z.string(),
  state: z.enum(['running', 'done', 'cancelled']),
  createdAt: Instant,
  finishedAt: Instant.nullable(),
  total: z.int(),
  moved: z.int(),
  /** Their journey was ended. */
  exited: z.int(),
  /** They had continued in the meantime. */
  skipped: z.int(),
  failed: z.int(),
};
export const Moves = z.array(z.object(move).meta({ id: 'Move' }));
export type Moves = z.output<typeof Moves>;
export const MoveDetail = z
  .object({
    ...move,
    /** Those who were not moved first; at most 200. */
    results: z.array(
      z
        .object({
          runId: z.uuid(),
          contactName: z.string().nullable(),
          outcome: z.enum(['moved', 'exited', 'skipped', 'failed']),
          reason: z.string().nullable(),
        })
        .meta({ id: 'MoveResult' }),
    ),
  })
  .meta({ id: 'MoveDetail' });
export type MoveDetail = z.output<typeof MoveDetail>;
