import {
  AutomationName,
  automationStates,
  Graph,
  PauseInput,
  PeopleInside,
  ResumeInput,
  SamplePerson,
  StepMoves,
  TemplateId,
  TemplateRecords,
  VersionNote,
} from '@perennial/domain/automation';
import { isEventType } from '@perennial/domain/events';
import { z } from 'zod';
import { Instant, Revision } from '../../platform/http/schemas.js';
import { HeldStep } from '../holds/holds.schemas.js';

/** A graph as the canvas sends it. It may be incomplete, so only its outer structure is checked here. */
const DraftGraph = z
  .looseObject({ schemaVersion: z.literal(1), nodes: z.array(z.unknown()).max(1000), edges: z.array(z.unknown()).max(4000) })
  .refine((graph) => JSON.stringify(graph).length <= 900_000, 'is too large');

export const DrawingInput = z.object({ template: TemplateId, records: TemplateRecords }).meta({ id: 'DrawingInput' });
export type DrawingInput = z.output<typeof DrawingInput>;
export const Drawing = z.object({ graph: z.record(z.string(), z.unknown()) }).meta({ id: 'Drawing' });
export type Drawing = z.output<typeof Drawing>;
export const AutomationChange = z.object({ name: AutomationName }).meta({ id: 'AutomationChange' });
export type AutomationChange = z.output<typeof AutomationChange>;
export const DraftInput = z.object({ graph: DraftGraph, revision: Revision }).meta({ id: 'DraftInput' });
export type DraftInput = z.output<typeof DraftInput>;
export const PublishInput = z
  .object({
    revision: Revision,
    note: VersionNote.default(''),
    moves: StepMoves.default([]),
    /** Publishes although scenarios fail. */
    despiteScenarios: z.boolean().default(false),
  })
  .meta({ id: 'PublishInput' });
export type PublishInput = z.output<typeof PublishInput>;
export const StopInput = PeopleInside.prefault({}).meta({ id: 'StopInput' });
export type StopInput = z.output<typeof StopInput>;
export const PauseBody = PauseInput.prefault({}).meta({ id: 'PauseInput' });
export type PauseBody = z.output<typeof PauseBody>;
export const ResumeBody = ResumeInput.prefault({}).meta({ id: 'ResumeInput' });
export type ResumeBody = z.output<typeof ResumeBody>;
export const SimulationInput = z
  .object({
    graph: Graph,
    eventType: z.string().refine(isEventType, 'is not a known event'),
    data: z.record(z.string(), z.unknown()).optional(),
    startAt: z.iso.datetime({ offset: true }).optional(),
    person: SamplePerson.prefault({}),
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
    later: z
      .array(
        z.object({
          type: z.string().refine(isEventType, 'is not a known event'),
          afterMinutes: z.number().min(0).max(10_000_000),
          data: z.record(z.string(), z.unknown()).default({}),
        }),
      )
      .max(20)
      .default([]),
  })
  .meta({ id: 'SimulationInput' });
export type SimulationInput = z.output<typeof SimulationInput>;

const State = z.enum(automationStates);
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
export type AutomationSummary = z.output<typeof AutomationSummary>;
export const AutomationView = z
  .object({
    ...summary,
    draft: z.record(z.string(), z.unknown()),
    draftRevision: z.int(),
    draftDiffers: z.boolean(),
    /** Since when a pause holds the people in it. */
    heldSince: Instant.nullable(),
    /** Steps before which staff hold everyone. */
    holds: z.array(HeldStep),
    published: z.object({ number: z.int(), publishedAt: Instant }).nullable(),
    problems: z.array(Problem),
  })
  .meta({ id: 'Automation' });
export type AutomationView = z.output<typeof AutomationView>;
/** A published automation, and the move of the people in it, if there is one. */
export const PublishedAutomation = AutomationView.extend({ moveId: z.uuid().nullable() }).meta({ id: 'PublishedAutomation' });
export type PublishedAutomation = z.output<typeof PublishedAutomation>;
export const DraftView = z.object({ draftRevision: z.int(), problems: z.array(Problem) }).meta({ id: 'Draft' });
export type DraftView = z.output<typeof DraftView>;

/** Another active automation that emails the same people about the same thing. */
export const Overlaps = z.array(
  z
    .object({
      automationId: z.uuid(),
      name: z.string(),
      /** A built-in email. */
      builtIn: z.boolean(),
      /** IDs of the steps of the draft whose emails overlap. */
      steps: z.array(z.string()),
    })
    .meta({ id: 'Overlap' }),
);
export type Overlaps = z.output<typeof Overlaps>;

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
    ending: z.enum(['completed', 'exited', 'goal', 'parked', 'unfinished']),
    endedAt: Instant,
    entered: z.boolean(),
    entryEvidence: Evidence,
  })
  .meta({ id: 'Simulation' });
