import { z } from 'zod';
import { waitPolicies } from './after-pause.js';
import { templateIds } from './templates/index.js';

/** The greatest number of characters of an automation's name. */
export const longestAutomationName = 120;

/** States of an automation. */
export const automationStates = ['draft', 'active', 'paused', 'archived'] as const;
/** Sort orders of the list of automations. */
export const automationSortColumns = ['name', 'updatedAt', 'state'] as const;

/** What happens to people in progress when an automation stops: they continue to the end, or their journeys end now. */
export const PeopleInside = z.object({ people: z.enum(['continue', 'exit']).default('continue') });
export type PeopleInside = z.output<typeof PeopleInside>;

/** What a pause does with people in progress: they may also be held where they are. */
export const PauseInput = z.object({ people: z.enum(['continue', 'hold', 'exit']).default('continue') });
export type PauseInput = z.output<typeof PauseInput>;
/** What a pause that held people means for their waits. */
export const ResumeInput = z.object({ waits: z.enum(waitPolicies).default('count') });
export type ResumeInput = z.output<typeof ResumeInput>;

/** States of a run. */
export const runStates = ['running', 'waiting', 'parked', 'completed', 'exited', 'stopped'] as const;
/** Sort orders of the list of runs. */
export const runSortColumns = ['startedAt'] as const;
/** What staff can do with a run that needs attention. */
export const runActions = ['retry', 'skip', 'stop'] as const;
/** What staff can do with all runs that have one error. Routed ones continue at another step. */
export const attentionActions = ['retry', 'skip', 'route', 'stop'] as const;
/** One of {@link attentionActions}. */
export type AttentionAction = (typeof attentionActions)[number];

/** The name of an automation. */
export const AutomationName = z
  .string()
  .trim()
  .min(1, 'give it a name')
  .max(longestAutomationName, `at most ${longestAutomationName} characters`);
/** The greatest number of characters of a note about a version. */
export const longestVersionNote = 500;
/** What changed in a version. */
export const VersionNote = z.string().trim().max(longestVersionNote, `at most ${longestVersionNote} characters`);
/** People at a step of a version who are moved to a step of another one, or whose journey ends. Everyone else stays. */
export const StepMove = z.object({
  version: z.int().min(1),
  nodeId: z.string().max(64),
  /** Those who need attention there, or those who do not. */
  parked: z.boolean(),
  /** A step of the newer version; null to end the journey. */
  to: z.string().max(64).nullable(),
});
export type StepMove = z.output<typeof StepMove>;
/** At most one for each step, version and state. */
export const StepMoves = z
  .array(StepMove)
  .max(2000)
  .refine(
    (moves) => new Set(moves.map(({ version, nodeId, parked }) => `${version} ${nodeId} ${parked}`)).size === moves.length,
    { error: 'name the same people twice' },
  );
/** The ID of a ready-made automation. */
export const TemplateId = z.enum(templateIds);

/** The records that a ready-made automation is about, by the keys of its needs. */
export const TemplateRecords = z.record(z.string().max(40), z.uuid()).default({});
export type TemplateRecords = z.output<typeof TemplateRecords>;

/** An automation to create: empty, or a ready-made one. */
export const AutomationInput = z
  .object({ name: AutomationName, template: TemplateId.optional(), records: TemplateRecords })
  .meta({ id: 'AutomationInput' });
export type AutomationInput = z.output<typeof AutomationInput>;
