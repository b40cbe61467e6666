import { z } from 'zod';
import { Instant } from '../../platform/http/schemas.js';
import { ProgramAutomation } from '../files/automation-files.schemas.js';
import { PeopleInVersions } from '../versions/versions.schemas.js';
import { AutomationView } from './automations.schemas.js';

/** A step as staff call it. */
export const ProgramStep = z.object({ id: z.string(), kind: z.string(), label: z.string() }).meta({ id: 'ProgramStep' });
export type ProgramStep = z.output<typeof ProgramStep>;

/** One automation: its draft with the issues, its published steps, and how many people are where. */
export const ProgramAutomationDetail = ProgramAutomation.extend({
  publishedAt: Instant.nullable(),
  draftRevision: AutomationView.shape.draftRevision.meta({ description: 'Publishing needs it.' }),
  draftDiffers: z.boolean(),
  heldSince: Instant.nullable().meta({ description: 'Since when a pause holds the people in it.' }),
  counts: AutomationView.shape.counts,
  problems: AutomationView.shape.problems.meta({ description: 'What must be fixed before the draft can be published.' }),
  steps: z.array(ProgramStep).meta({ description: 'The steps of the published version.' }),
  people: PeopleInVersions,
}).meta({ id: 'ProgramAutomationDetail' });
export type ProgramAutomationDetail = z.output<typeof ProgramAutomationDetail>;

/** A published automation, and the move of the people in it, if there is one. */
export const ProgramPublished = ProgramAutomation.extend({ version: z.int(), moveId: z.uuid().nullable() }).meta({
  id: 'ProgramPublished',
});
export type ProgramPublished = z.output<typeof ProgramPublished>;
