import { z } from 'zod';
import type { StaffAudience, StaffRole } from '../identity/staff-role.js';
import { answerPorts } from './nodes/approval/schema.js';

/** An answer of the staff. Each is the port at which the journey continues. */
export const ApprovalAnswer = z.enum(answerPorts);
export type ApprovalAnswer = z.output<typeof ApprovalAnswer>;

/** The longest note with a decision. */
export const longestApprovalNote = 1000;

/** A decision, with an optional note for the journey. */
export const ApprovalDecision = z
  .object({
    answer: ApprovalAnswer,
    note: z.string().trim().max(longestApprovalNote, `at most ${longestApprovalNote} characters`).default(''),
  })
  .meta({ id: 'ApprovalDecision' });
export type ApprovalDecision = z.output<typeof ApprovalDecision>;

/** Whether staff with a role may decide what is asked of an audience. Owners always may. */
export const mayDecide = (asked: StaffAudience, role: StaffRole): boolean =>
  asked === 'everyone' || role === 'owner' || asked === role;

/** A decision as the timeline of the journey shows it. */
export const decisionInWords = (answer: ApprovalAnswer, by: string, note: string | null): string =>
  `${answer === 'approved' ? 'Approved' : 'Declined'} by ${by}.${note ? ` Note: “${note}”` : ''}`;
