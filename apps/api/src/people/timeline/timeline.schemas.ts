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
export type TimelineEntry = z.output<typeof TimelineEntry>;

export const Timeline = z.object({ items: z.array(TimelineEntry), more: z.boolean() }).meta({ id: 'Timeline' });
export type Timeline = z.output<typeof Timeline>;
export const TimelineQuery = z.object({ before: z.iso.datetime({ offset: true }).optional() });
export type TimelineQuery = z.output<typeof TimelineQuery>;
export const Consequences = z
  .object({ cause: TimelineEntry.nullable(), consequences: z.array(TimelineEntry) })
  .meta({ id: 'Consequences' });
export type Consequences = z.output<typeof Consequences>;
