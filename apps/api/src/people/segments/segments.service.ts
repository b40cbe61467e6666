import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Segment, Tenancy } from '@perennial/db';
import type { Condition } from '@perennial/domain/conditions';
import { segmentLimits, segmentProblems } from '@perennial/domain/people';
import { ContactTags } from '@perennial/services';
import type { Repository } from 'typeorm';
import { found, Refusal } from '../../platform/http/refusal.js';
import { namesOf } from '../names-of.js';
import { SegmentViews } from './segment-views.js';
import { createSegment, otherSegmentNamed } from './segments.queries.js';
import type { SegmentChange, SegmentDetailView, SegmentInput } from './segments.schemas.js';

/** Conditions about contacts that the school stored under a name. */
@Injectable()
export class SegmentsService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly tags: ContactTags,
    private readonly views: SegmentViews,
    @InjectRepository(Segment) private readonly segments: Repository<Segment>,
  ) {}

  get(schoolId: string, id: string): Promise<SegmentDetailView> {
    return this.tenancy.withSchool(schoolId, () => this.#detail(id));
  }

  create(schoolId: string, { name, condition }: SegmentInput): Promise<SegmentDetailView> {
    return this.tenancy.withSchool(schoolId, async () => {
      if ((await this.segments.count()) >= segmentLimits.segments)
        throw new Refusal('rule_refused', `A school has at most ${segmentLimits.segments} segments. Delete one first.`);
      const made = await this.tenancy.rowOf(createSegment, name, JSON.stringify(await this.#storable(condition)));
      if (!made) throw nameTaken(name);
      return this.#detail(made.id);
    });
  }

  /** Changes the name or the condition. Automations that use the segment follow its condition. */
  change(schoolId: string, id: string, { name, condition }: SegmentChange): Promise<SegmentDetailView> {
    return this.tenancy.withSchool(schoolId, async () => {
      await this.#stored(id);
      if (name !== undefined) {
        if (await this.tenancy.rowOf(otherSegmentNamed, id, name)) throw nameTaken(name);
        await this.segments.update({ id }, { name });
      }
      if (condition) await this.segments.update({ id }, { condition: await this.#storable(condition) });
      return this.#detail(id);
    });
  }

  /** Deletes a segment that no automation uses. Contacts stay as they are. */
  remove(schoolId: string, id: string): Promise<void> {
    return this.tenancy.withSchool(schoolId, async () => {
      const { automations } = await this.#detail(id);
      if (automations.length > 0)
        throw new Refusal(
          'not_possible_now',
          `${namesOf(automations)} ${automations.length === 1 ? 'uses' : 'use'} this segment. Choose another segment there and publish, then delete this one.`,
        );
      await this.segments.delete({ id });
    });
  }

  /** The condition as it is stored: with the IDs of its tags. */
  async #storable(condition: Condition): Promise<Condition> {
    const stored = await this.tags.withIds(condition);
    const [problem] = segmentProblems(stored);
    if (problem) throw new Refusal('invalid_input', `${problem.message} ${problem.fix}`, { field: 'condition' });
    return stored;
  }

  async #stored(id: string): Promise<Segment> {
    return found(await this.segments.findOneBy({ id }), 'segment');
  }

  async #detail(id: string): Promise<SegmentDetailView> {
    return this.views.detail(await this.#stored(id));
  }
}

const nameTaken = (name: string): Refusal =>
  new Refusal('conflict', `There already is a segment “${name}”. Choose another name.`, { field: 'name' });
