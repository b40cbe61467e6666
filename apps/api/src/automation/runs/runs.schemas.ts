import { z } from 'zod';
import { Instant, listQuery, pageOf } from '../../platform/http/schemas.js';

/** Who a journey is about; `clockId` names the test clock whose time it goes by, null is real time. */
const RunContact = z.object({ id: z.uuid(), name: z.string(), email: z.string(), clockId: z.uuid().nullable() });
const RunState = z.enum(['running', 'waiting', 'parked', 'completed', 'exited', 'stopped']);

export const RunQuery = listQuery(['startedAt']).extend({
  state: RunState.optional(),
  contactId: z.uuid().optional(),
  /** Id of a step: who is there now. */
  step: z.string().max(100).optional(),
});
export const RunResponse = z
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
  })
  .meta({ id: 'Run' });
export type RunView = z.infer<typeof RunResponse>;
export const RunPage = pageOf(RunResponse, 'RunPage');
export const RunDetailResponse = z
  .object({
    run: RunResponse,
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
    eventId: z.uuid(),
    /** The chain of causes, latest first: the trigger event, its cause, and so on. */
    causes: z.array(
      z.object({
        eventId: z.uuid(),
        type: z.string(),
        label: z.string(),
        at: Instant,
        /** The automation whose step made it happen. */
        by: z.object({ automationId: z.uuid(), automationName: z.string(), runId: z.uuid() }).nullable(),
      }),
    ),
    temporalUrl: z.string(),
  })
  .meta({ id: 'RunDetail' });
export type RunDetail = z.infer<typeof RunDetailResponse>;

export const StandingResponse = z.array(
  z.object({ nodeId: z.string(), people: z.int(), parked: z.int() }).meta({ id: 'Standing' }),
);
export type Standing = z.infer<typeof StandingResponse>;

/** Journeys that stand at the same step with the same error. */
const SameError = { automationId: z.uuid(), nodeId: z.string(), code: z.string() };
export const AttentionResponse = z
  .object({
    /** Without people on test clocks, who are `test`. */
    total: z.int(),
    test: z.int(),
    groups: z.array(
      z
        .object({
          ...SameError,
          automationName: z.string(),
          /** The kind of step they stand at, in words. */
          step: z.string(),
          problem: z.string(),
          count: z.int(),
          since: Instant,
          /** The latest few. */
          runs: z.array(
            z.object({
              id: z.uuid(),
              contact: RunContact.nullable(),
              since: Instant,
            }),
          ),
        })
        .meta({ id: 'AttentionGroup' }),
    ),
  })
  .meta({ id: 'Attention' });
export type Attention = z.infer<typeof AttentionResponse>;
export const SameErrorInput = z.object({ ...SameError, test: z.boolean().default(false) }).meta({ id: 'SameErrorInput' });
export const OperatedResponse = z.object({ count: z.int() }).meta({ id: 'Operated' });
export type Operated = z.infer<typeof OperatedResponse>;

export const WhyNotQuery = z.object({ contactId: z.uuid().optional() });
export const WhyNotResponse = z.array(
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
export type WhyNot = z.infer<typeof WhyNotResponse>;
