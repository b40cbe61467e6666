import { z } from 'zod';
import { templateIds } from './templates/index.js';

/** The greatest number of characters of an automation's name. */
export const longestAutomationName = 120;

/** States of an automation. */
export const automationStates = ['draft', 'active', 'paused'] as const;
/** Sort orders of the list of automations. */
export const automationSortColumns = ['name', 'updatedAt', 'state'] as const;

/** States of a run. */
export const runStates = ['running', 'waiting', 'parked', 'completed', 'exited', 'stopped'] as const;
/** Sort orders of the list of runs. */
export const runSortColumns = ['startedAt'] as const;
/** What staff can do with a run that needs attention. */
export const runActions = ['retry', 'skip', 'stop'] as const;

/** The name of an automation. */
export const AutomationName = z
  .string()
  .trim()
  .min(1, 'give it a name')
  .max(longestAutomationName, `at most ${longestAutomationName} characters`);
/** The ID of a ready-made automation. */
export const TemplateId = z.enum(templateIds);

/** An automation to create: empty, or a ready-made one. */
export const AutomationInput = z
  .object({ name: AutomationName, template: TemplateId.optional() })
  .meta({ id: 'AutomationInput' });
export type AutomationInput = z.output<typeof AutomationInput>;
