import { ApprovalAnswer } from '@perennial/domain/automation';
import { staffRoles } from '@perennial/domain/identity';
import { z } from 'zod';
import { Instant } from '../../platform/http/schemas.js';

/** A question of a journey to the staff. */
export const ApprovalView = z
  .object({
    id: z.uuid(),
    question: z.string(),
    automation: z.object({ id: z.uuid(), name: z.string() }),
    runId: z.uuid(),
    contact: z.object({ id: z.uuid(), name: z.string(), email: z.string(), clockId: z.uuid().nullable() }).nullable(),
    /** Who may decide, besides the owners. */
    role: z.enum(['everyone', ...staffRoles]),
    requestedAt: Instant,
    /** Without an answer by then, the journey continues. */
    until: Instant,
    answer: ApprovalAnswer.nullable(),
    answeredAt: Instant.nullable(),
    answeredBy: z.string().nullable(),
    note: z.string().nullable(),
  })
  .meta({ id: 'Approval' });
export type ApprovalView = z.output<typeof ApprovalView>;

/** Which questions to list: those that wait for an answer, or those that were answered. */
export const ApprovalsQuery = z.object({
  state: z.enum(['open', 'answered']).default('open'),
  /** Only those that the signed-in person may decide. */
  mine: z.stringbool().default(false),
});
export type ApprovalsQuery = z.output<typeof ApprovalsQuery>;

/** Questions, the oldest open ones or the newest answers first, and how many there are. */
export const Approvals = z.object({ items: z.array(ApprovalView), total: z.int() }).meta({ id: 'Approvals' });
export type Approvals = z.output<typeof Approvals>;

/** Which questions a program lists. */
export const ProgramApprovalsQuery = ApprovalsQuery.pick({ state: true });
export type ProgramApprovalsQuery = z.output<typeof ProgramApprovalsQuery>;
