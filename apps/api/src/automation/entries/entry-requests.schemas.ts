import { z } from 'zod';
import { Instant } from '../../platform/http/schemas.js';

const request = {
  id: z.uuid(),
  via: z.enum(['staff', 'program']),
  requestedBy: z.string(),
  source: z.enum(['contacts', 'segment', 'everyone']),
  segmentName: z.string().nullable().meta({ description: 'Null without a segment, or if it no longer exists.' }),
  state: z.enum(['running', 'done', 'cancelled']),
  createdAt: Instant,
  finishedAt: Instant.nullable(),
  total: z.int().meta({ description: 'People whom it concerns.' }),
  recorded: z.int().meta({ description: 'People who were added so far.' }),
  entered: z.int().meta({ description: 'People whose journey started.' }),
  refused: z.int().meta({ description: 'People who did not enter.' }),
};

/** People added to an automation, with how far that is. */
export const EntryRequestView = z.object(request).meta({ id: 'EntryRequest' });
export type EntryRequestView = z.output<typeof EntryRequestView>;
export const EntryRequests = z.array(EntryRequestView);
export type EntryRequests = z.output<typeof EntryRequests>;

export const EntryRequestDetail = z
  .object({
    ...request,
    unknown: z.array(z.string()).meta({
      description:
        'Addresses that belong to no contact. No contact is created. Only in the response to the request that sent them.',
    }),
    results: z
      .array(
        z
          .object({
            contactId: z.uuid(),
            contactName: z.string().nullable(),
            outcome: z.enum(['entered', 'refused', 'waiting']),
            reason: z
              .string()
              .nullable()
              .meta({ description: 'Why they did not enter. Null if the automation was not active, or after 30 days.' }),
            runId: z.uuid().nullable(),
          })
          .meta({ id: 'EntryResult' }),
      )
      .meta({ description: 'Those who did not enter first; at most 200.' }),
  })
  .meta({ id: 'EntryRequestDetail' });
export type EntryRequestDetail = z.output<typeof EntryRequestDetail>;

/** A request of a program that was accepted. */
export const EntryRequestAccepted = z
  .object({
    id: z.uuid(),
    unknown: z.array(z.string()).meta({ description: 'Addresses that belong to no contact. No contact is created.' }),
  })
  .meta({ id: 'EntryRequestAccepted' });
export type EntryRequestAccepted = z.output<typeof EntryRequestAccepted>;

/** Automations to which staff can add people. */
export const StartableAutomations = z.array(z.object({ id: z.uuid(), name: z.string() }).meta({ id: 'StartableAutomation' }));
export type StartableAutomations = z.output<typeof StartableAutomations>;
