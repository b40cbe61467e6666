import { Condition } from '@perennial/domain/conditions';
import { SegmentChange, SegmentInput, segmentSortColumns } from '@perennial/domain/people';
import { z } from 'zod';
import { Instant, listQuery, pageOf } from '../../platform/http/schemas.js';

export { SegmentChange, SegmentInput };

const segment = z.object({
  id: z.uuid(),
  name: z.string(),
  condition: Condition.meta({ description: 'Who is in it: contacts who meet this condition.' }),
  createdAt: Instant,
});

/** What staff see besides. */
const counted = segment.extend({
  people: z.int().meta({ description: 'Contacts who were in it when they were last checked.' }),
  filling: z
    .object({ checked: z.int().meta({ description: 'Contacts checked so far.' }) })
    .nullable()
    .meta({ description: 'Set while its condition is new and contacts are still being checked.' }),
});

export const SegmentView = counted
  .extend({ automations: z.int().meta({ description: 'Automations that use it, in their draft or for people in them.' }) })
  .meta({ id: 'Segment' });
export type SegmentView = z.output<typeof SegmentView>;
export const SegmentDetailView = counted
  .extend({
    automations: z.array(z.object({ id: z.uuid(), name: z.string() })),
    segments: z.array(z.object({ id: z.uuid(), name: z.string() })).meta({ description: 'Segments whose conditions name it.' }),
  })
  .meta({ id: 'SegmentDetail' });
export type SegmentDetailView = z.output<typeof SegmentDetailView>;

/** The segments that a contact is in, as they were last checked for them. */
export const ContactSegments = z
  .object({ items: z.array(z.object({ id: z.uuid(), name: z.string() })) })
  .meta({ id: 'ContactSegments' });
export type ContactSegments = z.output<typeof ContactSegments>;

/** A segment as programs read it. */
export const ProgramSegmentView = segment.meta({ id: 'ProgramSegment' });
export type ProgramSegmentView = z.output<typeof ProgramSegmentView>;
export const ProgramSegmentPage = pageOf(ProgramSegmentView, 'ProgramSegmentPage');
export const ProgramSegmentQuery = listQuery(segmentSortColumns);
export type ProgramSegmentQuery = z.output<typeof ProgramSegmentQuery>;
