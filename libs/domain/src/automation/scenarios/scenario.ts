import { z } from 'zod';
import { membershipStates } from '../../billing/state.js';

/** How many scenarios an automation can have, and how large one can be. */
export const scenarioLimits = { scenarios: 50, name: 80, expectations: 40, later: 20, data: 20_000 } as const;

const nodeId = z.string().max(64);
/** A step as it was called when the scenario was saved, so that it can be named after it was removed. */
const stepName = z.string().max(200);
const data = z
  .record(z.string().max(100), z.unknown())
  .refine((values) => JSON.stringify(values).length <= scenarioLimits.data, { error: 'The data of the event is too large.' });
const minutes = z.int().min(0).max(10_000_000);
const within = minutes.min(1).optional();

/** What a sample person has when they enter. */
export const SamplePerson = z.object({
  /** Without one, the person is in the time zone of the school. */
  timezone: z.string().max(64).optional(),
  tags: z.array(z.uuid()).max(50).default([]),
  segments: z.array(z.uuid()).max(50).default([]),
  /** Products that they can open. */
  access: z.array(z.uuid()).max(50).default([]),
  memberships: z
    .array(z.object({ planId: z.uuid(), state: z.enum(membershipStates) }))
    .max(20)
    .default([]),
  fields: z
    .array(
      z.object({
        fieldId: z.uuid(),
        value: z.union([z.string().max(2000), z.number(), z.boolean(), z.array(z.string().max(100)).max(50)]),
      }),
    )
    .max(50)
    .default([]),
});
export type SamplePerson = z.output<typeof SamplePerson>;

/** A sample person who has nothing. */
export const nobodySpecial: SamplePerson = { tags: [], segments: [], access: [], memberships: [], fields: [] };

/** What must or must not happen. Times count from the start. */
export const Expectation = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('refused') }),
  z.object({ kind: z.literal('email'), templateId: z.uuid(), happens: z.boolean(), withinMinutes: within }),
  z.object({ kind: z.literal('step'), nodeId, step: stepName, happens: z.boolean(), withinMinutes: within }),
  z.object({ kind: z.literal('ends'), ending: z.enum(['completed', 'exited', 'goal']), withinMinutes: within }),
]);
export type Expectation = z.output<typeof Expectation>;

/** The branch that the scenario takes at a step, instead of the one that the step would take. */
const ScenarioChoice = z.object({
  nodeId,
  step: stepName,
  port: z.string().max(64),
});

/** A named test of an automation: a sample person, what happens to them, and what must follow. */
export const Scenario = z.object({
  id: z.string().regex(/^[\w-]{1,64}$/),
  name: z.string().trim().min(1, 'Give it a name.').max(scenarioLimits.name, `Use at most ${scenarioLimits.name} characters.`),
  person: SamplePerson.prefault({}),
  eventType: z.string().max(100),
  data: data.default({}),
  startAt: z.iso.datetime({ offset: true }),
  later: z
    .array(z.object({ type: z.string().max(100), afterMinutes: minutes, data: data.default({}) }))
    .max(scenarioLimits.later)
    .default([]),
  choices: z.array(ScenarioChoice).max(200).default([]),
  expect: z.array(Expectation).min(1, 'Add at least one expectation.').max(scenarioLimits.expectations),
});
export type Scenario = z.output<typeof Scenario>;

/** The scenarios of an automation, each with its own ID and name. */
export const Scenarios = z
  .array(Scenario)
  .max(scenarioLimits.scenarios)
  .refine((scenarios) => new Set(scenarios.map(({ id }) => id)).size === scenarios.length, {
    error: 'Two scenarios have one ID.',
  });
