import { z } from 'zod';
import { Instant, listQuery, pageOf } from '../http/schemas.js';

const RunState = z.enum(['running', 'waiting', 'parked', 'completed', 'exited', 'stopped']);

export const RunQuery = listQuery(['startedAt']).extend({ state: RunState.optional(), contactId: z.uuid().optional() });
export const RunResponse = z
  .object({
    id: z.uuid(),
    automationId: z.uuid(),
    automationName: z.string(),
    contact: z.object({ id: z.uuid(), name: z.string(), email: z.string() }).nullable(),
    state: RunState,
    version: z.int(),
    startedAt: Instant,
    finishedAt: Instant.nullable(),
    currentNodeId: z.string().nullable(),
    waitingFor: z.string().nullable(),
    waitUntil: Instant.nullable(),
    problem: z.string().nullable(),
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
    temporalUrl: z.string(),
  })
  .meta({ id: 'RunDetail' });
export type RunDetail = z.infer<typeof RunDetailResponse>;

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
