import { z } from 'zod';
import { Instant } from '../../platform/http/schemas.js';

export const TimelineEntry = z
  .object({
    id: z.uuid(),
    at: Instant,
    recordedAt: Instant,
    kind: z.enum(['event', 'mail', 'run']),
    type: z.string(),
    label: z.string(),
    detail: z.string().nullable(),
    causationId: z.uuid().nullable(),
    contactId: z.uuid().nullable(),
    contactName: z.string().nullable(),
    link: z.string().nullable(),
  })
  .meta({ id: 'TimelineEntry' });
export type TimelineEntry = z.infer<typeof TimelineEntry>;

export const TimelineResponse = z.object({ items: z.array(TimelineEntry), more: z.boolean() }).meta({ id: 'Timeline' });
export type Timeline = z.infer<typeof TimelineResponse>;
export const TimelineQuery = z.object({ before: z.iso.datetime({ offset: true }).optional() });
export const ConsequencesResponse = z
  .object({ cause: TimelineEntry.nullable(), consequences: z.array(TimelineEntry) })
  .meta({ id: 'Consequences' });
export type Consequences = z.infer<typeof ConsequencesResponse>;
