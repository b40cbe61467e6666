import { Injectable } from '@nestjs/common';
import { type Segment, Tenancy } from '@perennial/db';
import { iso } from '../../platform/http/schemas.js';
import { automationsWithSegments, segmentsWithSegments } from './segments.queries.js';
import type { ProgramSegmentView, SegmentDetailView, SegmentView } from './segments.schemas.js';

/** What the API shows of segments. In the open scope. */
@Injectable()
export class SegmentViews {
  constructor(private readonly tenancy: Tenancy) {}

  async of(segments: readonly Segment[]): Promise<SegmentView[]> {
    const uses = await this.#uses(segments);
    return segments.map((segment) => ({
      ...columnsOf(segment),
      automations: uses.filter(({ segmentId }) => segmentId === segment.id).length,
    }));
  }

  async detail(segment: Segment): Promise<SegmentDetailView> {
    const uses = await this.#uses([segment]);
    const segments = await this.tenancy.rowsOf(segmentsWithSegments, [segment.id]);
    return {
      ...columnsOf(segment),
      automations: uses.map(({ id, name }) => ({ id, name })),
      segments: segments.map(({ id, name }) => ({ id, name })),
    };
  }

  #uses(segments: readonly Segment[]) {
    return this.tenancy.rowsOf(
      automationsWithSegments,
      segments.map(({ id }) => id),
    );
  }
}

/** The columns of a segment that staff and programs see. */
export const columnsOf = ({ id, name, condition, createdAt }: Segment): ProgramSegmentView => ({
  ...{ id, name, condition },
  createdAt: iso(createdAt),
});
