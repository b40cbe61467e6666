import { automationTemplates, graphSchema } from '@perennial/domain/automation';
import { isEventType } from '@perennial/domain/events';
import { z } from 'zod';
import { Instant, listQuery, pageOf, Revision } from '../../platform/http/schemas.js';

/** Longest name of an automation, in characters. */
export const nameLimit = 120;
const name = z.string().trim().min(1, 'give it a name').max(nameLimit, `at most ${nameLimit} characters`);
/** A drawing as the canvas sends it; unfinished ones are fine, so only its outer shape is checked here. */
const DraftGraph = z
  .looseObject({ schemaVersion: z.literal(1), nodes: z.array(z.unknown()).max(1000), edges: z.array(z.unknown()).max(4000) })
  .refine((graph) => JSON.stringify(graph).length <= 900_000, 'is too large');

export const AutomationQuery = listQuery(['name', 'updatedAt', 'state']).extend({
  state: z.enum(['draft', 'active', 'paused']).optional(),
  builtIn: z.stringbool().optional(),
});
const TemplateId = z.enum(automationTemplates.map(({ id }) => id));
export const AutomationInput = z.object({ name, template: TemplateId.optional() }).meta({ id: 'AutomationInput' });
export const DrawingInput = z.object({ template: TemplateId }).meta({ id: 'DrawingInput' });
export const DrawingResponse = z.object({ graph: z.record(z.string(), z.unknown()) }).meta({ id: 'Drawing' });
export type Drawing = z.infer<typeof DrawingResponse>;
export const AutomationChange = z.object({ name }).meta({ id: 'AutomationChange' });
export const DraftInput = z.object({ graph: DraftGraph, revision: Revision }).meta({ id: 'DraftInput' });
export const PublishInput = z.object({ revision: Revision }).meta({ id: 'PublishInput' });
export const SimulationInput = z
  .object({
    graph: graphSchema,
    eventType: z.string().refine(isEventType, 'is not a known event'),
    data: z.record(z.string(), z.unknown()).optional(),
    startAt: z.iso.datetime({ offset: true }).optional(),
    choices: z
      .record(
        z.string(),
        z.object({
          port: z.string().optional(),
          afterMinutes: z.number().min(0).max(10_000_000).optional(),
          outputs: z.record(z.string(), z.unknown()).optional(),
        }),
      )
      .default({}),
  })
  .meta({ id: 'SimulationInput' });

const State = z.enum(['draft', 'active', 'paused']);
const Problem = z
  .object({
    code: z.string(),
    nodeId: z.string().optional(),
    edge: z.string().optional(),
    setting: z.string().optional(),
    message: z.string(),
    fix: z.string(),
  })
  .meta({ id: 'GraphProblem' });
const Counts = z.object({ running: z.int(), waiting: z.int(), parked: z.int(), completed: z.int() });
const summary = {
  id: z.uuid(),
  name: z.string(),
  state: State,
  builtInKey: z.string().nullable(),
  versionNumber: z.int().nullable(),
  counts: Counts,
  updatedAt: Instant,
};
export const AutomationSummary = z.object(summary).meta({ id: 'AutomationSummary' });
export type AutomationSummary = z.infer<typeof AutomationSummary>;
export const AutomationPage = pageOf(AutomationSummary, 'AutomationPage');
export const AutomationResponse = z
  .object({
    ...summary,
    draft: z.record(z.string(), z.unknown()),
    draftRevision: z.int(),
    draftDiffers: z.boolean(),
    published: z.object({ number: z.int(), publishedAt: Instant }).nullable(),
    problems: z.array(Problem),
  })
  .meta({ id: 'Automation' });
export type AutomationView = z.infer<typeof AutomationResponse>;
export const DraftResponse = z.object({ draftRevision: z.int(), problems: z.array(Problem) }).meta({ id: 'Draft' });
export type DraftView = z.infer<typeof DraftResponse>;

const Evidence = z.array(z.record(z.string(), z.unknown()));
export const SimulationResponse = z
  .object({
    steps: z.array(
      z.object({
        at: Instant,
        nodeId: z.string(),
        visit: z.int(),
        port: z.string().nullable(),
        text: z.string(),
        values: Evidence,
        effect: z.record(z.string(), z.unknown()).optional(),
      }),
    ),
    ending: z.enum(['completed', 'exited', 'goal', 'parked']),
    endedAt: Instant,
    entered: z.boolean(),
    entryEvidence: Evidence,
  })
  .meta({ id: 'Simulation' });
