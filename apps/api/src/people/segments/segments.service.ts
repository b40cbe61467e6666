import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Contact, Segment, SegmentMember, Tenancy } from '@perennial/db';
import { type Condition, deepestSegments, refusedSegments, segmentsNamedIn } from '@perennial/domain/conditions';
import { segmentLimits, segmentProblems } from '@perennial/domain/people';
import { ContactTags, lockAllSegments, lockSegmentsWith, SegmentMembers, segmentConditions } from '@perennial/services';
import type { Repository } from 'typeorm';
import { found, Refusal } from '../../platform/http/refusal.js';
import { namesOf } from '../names-of.js';
import { SegmentViews } from './segment-views.js';
import { createSegment, otherSegmentNamed, segmentsOf } from './segments.queries.js';
import type { ContactSegments, SegmentChange, SegmentDetailView, SegmentInput } from './segments.schemas.js';

/** Conditions about contacts that the school stored under a name. */
@Injectable()
export class SegmentsService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly tags: ContactTags,
    private readonly views: SegmentViews,
    private readonly members: SegmentMembers,
    @InjectRepository(Contact) private readonly contacts: Repository<Contact>,
    @InjectRepository(SegmentMember) private readonly memberRows: Repository<SegmentMember>,
    @InjectRepository(Segment) private readonly segments: Repository<Segment>,
  ) {}

  get(schoolId: string, id: string): Promise<SegmentDetailView> {
    return this.tenancy.withSchool(schoolId, () => this.#detail(id));
  }

  /** The segments that a contact is in, by name. */
  ofContact(schoolId: string, contactId: string): Promise<ContactSegments> {
    return this.tenancy.withSchool(schoolId, async () => {
      found(await this.contacts.findOneBy({ id: contactId }), 'person');
      return { items: await this.tenancy.rowsOf(segmentsOf, contactId) };
    });
  }

  create(schoolId: string, { name, condition }: SegmentInput): Promise<SegmentDetailView> {
    return this.tenancy.withSchool(schoolId, async () => {
      if ((await this.segments.count()) >= segmentLimits.segments)
        throw new Refusal('rule_refused', `A school has at most ${segmentLimits.segments} segments. Delete one first.`);
      const made = await this.tenancy.rowOf(createSegment, name, JSON.stringify(await this.#storable(null, condition)));
      if (!made) throw nameTaken(name);
      await this.members.fill([made.id]);
      return this.#detail(made.id);
    });
  }

  /**
   * Changes the name or the condition. Automations that use the segment follow its condition. Whoever enters or leaves because of a new
   * condition starts no automation.
   */
  change(schoolId: string, id: string, { name, condition }: SegmentChange): Promise<SegmentDetailView> {
    return this.tenancy.withSchool(schoolId, async () => {
      // Before the segment itself, so that two changes never wait for each other.
      if (condition) await this.tenancy.rowsOf(lockAllSegments);
      await this.#stored(id);
      if (name !== undefined) {
        if (await this.tenancy.rowOf(otherSegmentNamed, id, name)) throw nameTaken(name);
        await this.segments.update({ id }, { name });
      }
      if (condition) {
        await this.segments.update({ id }, { condition: await this.#storable(id, condition) });
        await this.members.fill([id]);
      }
      return this.#detail(id);
    });
  }

  /** Deletes a segment that no automation and no segment uses. Contacts stay as they are. */
  remove(schoolId: string, id: string): Promise<void> {
    return this.tenancy.withSchool(schoolId, async () => {
      const { automations, segments } = await this.#detail(id);
      if (segments.length > 0)
        throw new Refusal(
          'not_possible_now',
          `The ${segments.length === 1 ? 'segment' : 'segments'} ${namesOf(segments)} ${segments.length === 1 ? 'names' : 'name'} this segment. Choose another segment there, then delete this one.`,
        );
      if (automations.length > 0)
        throw new Refusal(
          'not_possible_now',
          `${namesOf(automations)} ${automations.length === 1 ? 'uses' : 'use'} this segment. Choose another segment there and publish, then delete this one.`,
        );
      await this.tenancy.rowsOf(lockSegmentsWith, [id]);
      await this.memberRows.delete({ segmentId: id });
      await this.segments.delete({ id });
    });
  }

  /** The condition as it is stored: with the IDs of its tags, and without a way back to the segment. */
  async #storable(id: string | null, condition: Condition): Promise<Condition> {
    const stored = await this.tags.withIds(condition);
    const [problem] = segmentProblems(stored);
    if (problem) throw refusedCondition(`${problem.message} ${problem.fix}`);
    if (segmentsNamedIn(stored).length > 0) await this.#assertSegments(id, stored);
    return stored;
  }

  async #assertSegments(id: string | null, condition: Condition): Promise<void> {
    // Two segments that are changed at the same time must not end up in each other.
    const names = new Map((await this.tenancy.rowsOf(lockAllSegments)).map((segment) => [segment.id, segment.name]));
    if (segmentsNamedIn(condition).some((named) => !names.has(named)))
      throw refusedCondition('A condition names a segment that does not exist. Choose a segment from the list.');
    const refused = refusedSegments(id, condition, await segmentConditions(this.tenancy));
    if (refused?.kind === 'depth')
      throw refusedCondition(
        `Segments can name segments at most ${deepestSegments} times, one within the other. Use the conditions of the inner segment instead.`,
      );
    if (!refused) return;
    const through = refused.through.map((one) => ({ name: names.get(one) ?? '' }));
    throw refusedCondition(
      through.length === 0
        ? 'A segment cannot name itself. Choose another segment.'
        : `This segment would contain itself, through ${namesOf(through)}. Choose another segment.`,
    );
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

const refusedCondition = (message: string): Refusal => new Refusal('invalid_input', message, { field: 'condition' });
