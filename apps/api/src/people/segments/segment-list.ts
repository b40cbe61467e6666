import { Segment } from '@perennial/db';
import type { segmentSortColumns } from '@perennial/domain/people';
import { listModule } from '../../identity/lists/list-module.js';
import { SegmentViews } from './segment-views.js';
import { SegmentsModule } from './segments.module.js';
import { SegmentView } from './segments.schemas.js';

/** The segments of a school. */
export const SegmentListModule = listModule({
  path: 'segments',
  tag: 'Segments',
  summary: 'Segments, a page at a time',
  name: 'Segment',
  entity: Segment,
  search: 'segment',
  sorts: { name: 'row.name', createdAt: 'row.createdAt' } satisfies Record<(typeof segmentSortColumns)[number], string>,
  defaultSort: 'name',
  filters: {},
  item: SegmentView,
  view: { module: SegmentsModule, provider: SegmentViews },
});
