import { EmailAddress } from '@perennial/domain/addresses';
import { runStates } from '@perennial/domain/automation';
import { z } from 'zod';
import { Instant } from '../../platform/http/schemas.js';
import { ProgramStep } from '../automations/program-automations.schemas.js';
import { RunDetail, RunView } from './runs.schemas.js';

/** Which runs a program lists. */
export const ProgramRunQuery = z.object({
  state: z.enum(runStates).optional(),
  step: z.string().max(100).optional().meta({ description: 'ID of a step: who is there now.' }),
  contactId: z.uuid().optional(),
  email: EmailAddress.optional(),
  held: z.stringbool().optional().meta({ description: 'Whether they wait before a step that is held.' }),
  after: z.uuid().optional().meta({ description: '`next` of the page before.' }),
  pageSize: z.coerce.number().int().min(1).max(100).default(25),
});
export type ProgramRunQuery = z.output<typeof ProgramRunQuery>;

/** A run, and the step at which it is, or at which it ended. */
export const ProgramRun = RunView.omit({ currentNodeId: true })
  .extend({ step: ProgramStep.nullable() })
  .meta({ id: 'ProgramRun' });
export type ProgramRun = z.output<typeof ProgramRun>;

/** Runs, newest first, and where the next page begins. */
export const ProgramRuns = z
  .object({
    items: z.array(ProgramRun),
    next: z.uuid().nullable().meta({ description: 'Send it as `after` for the next page. Null on the last one.' }),
  })
  .meta({ id: 'ProgramRuns' });
export type ProgramRuns = z.output<typeof ProgramRuns>;

/** A run with the steps that it took, in order. */
export const ProgramRunDetail = ProgramRun.extend({
  steps: z.array(
    z
      .object({
        step: ProgramStep,
        visit: z.int(),
        enteredAt: Instant,
        leftAt: Instant.nullable(),
        port: z.string().nullable().meta({ description: 'The branch that it took.' }),
        evidence: z.record(z.string(), z.unknown()).nullable().meta({ description: 'The values that decided.' }),
      })
      .meta({ id: 'ProgramRunStep' }),
  ),
  attempts: RunDetail.shape.attempts,
  moves: RunDetail.shape.moves,
  newestVersion: RunDetail.shape.newestVersion,
  eventId: RunDetail.shape.eventId,
  rerunOf: RunDetail.shape.rerunOf,
}).meta({ id: 'ProgramRunDetail' });
export type ProgramRunDetail = z.output<typeof ProgramRunDetail>;
