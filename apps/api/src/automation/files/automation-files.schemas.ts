import { automationStates } from '@perennial/domain/automation';
import { z } from 'zod';

/** The draft that an import created. */
export const ImportedAutomation = z.object({ id: z.uuid() }).meta({ id: 'ImportedAutomation' });
export type ImportedAutomation = z.output<typeof ImportedAutomation>;

/** An automation with the number of its published version. */
export const ProgramAutomation = z
  .object({ id: z.uuid(), name: z.string(), state: z.enum(automationStates), version: z.int().nullable() })
  .meta({ id: 'ProgramAutomation' });
export type ProgramAutomation = z.output<typeof ProgramAutomation>;

/** The automations of a school. */
export const ProgramAutomations = z.object({ items: z.array(ProgramAutomation) }).meta({ id: 'ProgramAutomations' });
export type ProgramAutomations = z.output<typeof ProgramAutomations>;
