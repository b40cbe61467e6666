import { CallInput, runActions, runSortColumns, runStates } from '@perennial/domain/automation';
import { z } from 'zod';
import { Instant, listQuery, pageOf } from '../../platform/http/schemas.js';

/** The person of a run. `clockId` is their test clock; null means real time. */
const RunContact = z.object({ id: z.uuid(), name: z.string(), email: z.string(), clockId: z.uuid().nullable() });
const RunState = z.enum(runStates);

export const RunQuery = listQuery(runSortColumns).extend({
  state: RunState.optional(),
  contactId: z.uuid().optional(),
  /** Id of a step: who is there now. */
  step: z.string().max(100).optional(),
  /** Whether they wait before a step that staff hold. */
  held: z.stringbool().optional(),
});
export type RunQuery = z.output<typeof RunQuery>;
export const RunView = z
  .object({
    id: z.uuid(),
    automationId: z.uuid(),
    automationName: z.string(),
    contact: RunContact.nullable(),
    state: RunState,
    version: z.int(),
    startedAt: Instant,
    finishedAt: Instant.nullable(),
    currentNodeId: z.string().nullable(),
    waitingFor: z.string().nullable(),
    waitUntil: Instant.nullable(),
    problem: z.string().nullable(),
    /** Why it is parked, for programs. */
    code: z.string().nullable(),
    /** Whether it waits before a step that staff hold. */
    held: z.boolean(),
  })
  .meta({ id: 'Run' });
export type RunView = z.output<typeof RunView>;
export const RunPage = pageOf(RunView, 'RunPage');
export const RunDetail = z
  .object({
    run: RunView,
    graph: z.record(z.string(), z.unknown()),
    visits: z.array(
      z.object({
        nodeId: z.string(),
        visit: z.int(),
        enteredAt: Instant,
        leftAt: Instant.nullable(),
        port: z.string().nullable(),
        evidence: z.record(z.string(), z.unknown()).nullable(),
      }),
    ),
    /** Attempts at steps that failed, in order. */
    attempts: z.array(
      z
        .object({
          nodeId: z.string(),
          visit: z.int(),
          /** Number of the version that the attempt used. */
          version: z.int(),
          at: Instant,
          code: z.string(),
          problem: z.string(),
        })
        .meta({ id: 'RunAttempt' }),
    ),
    /** Moves to other versions by staff, in order. */
    moves: z.array(
      z.object({ at: Instant, requestedBy: z.string(), fromVersion: z.int(), toVersion: z.int() }).meta({ id: 'RunMove' }),
    ),
    /** Steps that it visited on an earlier version and that its version does not have. */
    earlierSteps: z.array(z.record(z.string(), z.unknown())),
    /** Number of the newest published version, if the current step can be retried on it. */
    newestVersion: z.int().nullable(),
    eventId: z.uuid(),
    /** The journey that this one repeats from a step. */
    rerunOf: z.uuid().nullable(),
    /** The chain of causes, latest first: the trigger event, its cause, and so on. */
    causes: z.array(
      z.object({
        eventId: z.uuid(),
        type: z.string(),
        label: z.string(),
        at: Instant,
        /** The automation whose step caused it. */
        by: z.object({ automationId: z.uuid(), automationName: z.string(), runId: z.uuid() }).nullable(),
      }),
    ),
    temporalUrl: z.string(),
  })
  .meta({ id: 'RunDetail' });
export type RunDetail = z.output<typeof RunDetail>;

/** How many people are at a step: those who need attention, and those whom a hold stops before it, are among them. */
export const StepCounts = z.array(
  z.object({ nodeId: z.string(), people: z.int(), parked: z.int(), held: z.int() }).meta({ id: 'StepCount' }),
);
export type StepCounts = z.output<typeof StepCounts>;

export const Passages = z.array(
  z.object({ nodeId: z.string(), port: z.string(), day: z.int(), week: z.int(), ever: z.int() }).meta({ id: 'Passage' }),
);
export type Passages = z.output<typeof Passages>;

/** Runs at the same step with the same error. */
const SameError = { automationId: z.uuid(), nodeId: z.string(), code: z.string() };
export const Attention = z
  .object({
    /** Without people on test clocks, who are `test`. */
    total: z.int(),
    test: z.int(),
    /** Failed steps that are being retried now. */
    retrying: z.int(),
    groups: z.array(
      z
        .object({
          ...SameError,
          automationName: z.string(),
          /** The kind of their current step. */
          step: z.string(),
          problem: z.string(),
          count: z.int(),
          since: Instant,
          /** Number of the published version, if a run of the group can be retried on it. */
          newestVersion: z.int().nullable(),
          /** The latest few. */
          runs: z.array(
            z.object({
              id: z.uuid(),
              contact: RunContact.nullable(),
              since: Instant,
              /** How often the step was attempted, and when last. */
              attempts: z.int(),
              lastAttemptAt: Instant.nullable(),
            }),
          ),
        })
        .meta({ id: 'AttentionGroup' }),
    ),
  })
  .meta({ id: 'Attention' });
export type Attention = z.output<typeof Attention>;
/** What staff and programs can do with a run. */
export const RunAction = z.enum(runActions);
export type RunAction = z.output<typeof RunAction>;
/** Which version a retry uses: the one that the run is on, or the newest published one. */
const version = z.enum(['current', 'newest']).default('current');
export const RunActionInput = z
  .object({
    version,
    /** For a retry of a call: its address and body as staff edited them for this person and this attempt. */
    input: CallInput.optional(),
  })
  .prefault({})
  .meta({ id: 'RunActionInput' });
export type RunActionInput = z.output<typeof RunActionInput>;
/** The most people who are named at once. */
const namedAtMost = 500;
export const SameErrorInput = z
  .object({
    ...SameError,
    test: z.boolean().default(false),
    version,
    /** The step of the newest version at which the journeys continue, where they are to continue at another step. */
    to: z.string().max(64).optional(),
    /** IDs of journeys. Without them, everyone with the same error. */
    runIds: z.array(z.uuid()).min(1, 'choose whom it concerns').max(namedAtMost, `at most ${namedAtMost} people`).optional(),
    /** The same for a repeated request, which then changes nothing. */
    key: z.string().min(1).max(100).optional(),
  })
  .meta({ id: 'SameErrorInput' });
export type SameErrorInput = z.output<typeof SameErrorInput>;
/** How many journeys a request concerns, and the request, whose progress can be read. */
export const Operated = z.object({ count: z.int(), moveId: z.uuid() }).meta({ id: 'Operated' });
export type Operated = z.output<typeof Operated>;

export const WhyNotQuery = z.object({ contactId: z.uuid().optional() });
export type WhyNotQuery = z.output<typeof WhyNotQuery>;
export const WhyNot = z.array(
  z
    .object({
      at: Instant,
      eventId: z.uuid(),
      eventType: z.string(),
      contactId: z.uuid().nullable(),
      reason: z.string(),
      evidence: z.unknown(),
    })
    .meta({ id: 'NonEntry' }),
);
export type WhyNot = z.output<typeof WhyNot>;
