import { Injectable } from '@nestjs/common';
import { type Segment, Tenancy } from '@perennial/db';
import { iso } from '../../platform/http/schemas.js';
import { automationsWithSegments, peopleInSegments, segmentsWithSegments } from './segments.queries.js';
import type { ProgramSegmentView, SegmentDetailView, SegmentView } from './segments.schemas.js';

/** What the API shows of segments. In the open scope. */
@Injectable()
export class SegmentViews {
  constructor(private readonly tenancy: Tenancy) {}

  async of(segments: readonly Segment[]): Promise<SegmentView[]> {
    const ids = segments.map(({ id }) => id);
    const uses = await this.tenancy.rowsOf(automationsWithSegments, ids);
    const people = await this.#people(ids);
    return segments.map((segment) => ({
      ...countedOf(segment, people),
      automations: uses.filter(({ segmentId }) => segmentId === segment.id).length,
    }));
  }

  async detail(segment: Segment): Promise<SegmentDetailView> {
    const automations = await this.tenancy.rowsOf(automationsWithSegments, [segment.id]);
    const segments = await this.tenancy.rowsOf(segmentsWithSegments, [segment.id]);
    return {
      ...countedOf(segment, await this.#people([segment.id])),
      automations: automations.map(({ id, name }) => ({ id, name })),
      segments: segments.map(({ id, name }) => ({ id, name })),
    };
  }

  async #people(ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
    return new Map((await this.tenancy.rowsOf(peopleInSegments, ids)).map(({ segmentId, people }) => [segmentId, people]));
  }
}

/** The columns of a segment that staff and programs see. */
export const columnsOf = ({ id, name, condition, createdAt }: Segment): ProgramSegmentView => ({
  ...{ id, name, condition },
  createdAt: iso(createdAt),
});

const countedOf = (segment: Segment, people: ReadonlyMap<string, number>): Omit<SegmentView, 'automations'> => ({
  ...columnsOf(segment),
  people: people.get(segment.id) ?? 0,
  filling: segment.state === 'filling' ? { checked: segment.passChecked } : null,
});
