import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Tag, Tenancy } from '@perennial/db';
import { comparableText } from '@perennial/domain/conditions';
import { EventLog, SegmentMembers } from '@perennial/services';
import { IsNull, type Repository } from 'typeorm';
import { listPage } from '../../platform/http/lists.js';
import { found, Refusal } from '../../platform/http/refusal.js';
import { iso, type Page } from '../../platform/http/schemas.js';
import { namesOf } from '../names-of.js';
import {
  automationsWithTags,
  createTag,
  keepFormerName,
  lockTags,
  moveContacts,
  peopleWithTags,
  recordMerge,
  removeFromContacts,
  segmentsWithTags,
  tagInUse,
} from './tags.queries.js';
import type { TagDetailView, TagInput, TagQuery, TagView } from './tags.schemas.js';

/** Tags of the school. Renaming and merging change no graph: they refer to tags by their IDs. */
@Injectable()
export class TagsService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly events: EventLog,
    private readonly members: SegmentMembers,
    @InjectRepository(Tag) private readonly tags: Repository<Tag>,
  ) {}

  list(schoolId: string, asked: TagQuery): Promise<Page<TagView>> {
    return this.tenancy.withSchool(schoolId, () => {
      const query = this.tags.createQueryBuilder('tag').where('tag.mergedIntoId is null');
      if (asked.q)
        query.andWhere(
          `not exists (select from unnest(string_to_array(trim(search_normal(:typed)), ' ')) word
                        where strpos(search_normal(tag.name), word) = 0)`,
          { typed: asked.q },
        );
      // A search is one statement with the page, which needs the columns of the list only.
      const { q: _, ...page } = asked;
      return listPage(query, { ...page, q: '' }, { name: 'tag.name', createdAt: 'tag.createdAt' }, 'name', (rows) =>
        this.#views(rows),
      );
    });
  }

  get(schoolId: string, id: string): Promise<TagDetailView> {
    return this.tenancy.withSchool(schoolId, () => this.#detail(id));
  }

  /** The tag with this name, which is created if there is none. */
  create(schoolId: string, { name }: TagInput): Promise<TagDetailView> {
    return this.tenancy.withSchool(schoolId, async () => {
      // As often as needed: the name may be given to a tag between the two statements.
      for (;;) {
        const made = await this.tenancy.rowOf(createTag, name);
        const id = made?.id ?? (await this.#named(name));
        if (id) return this.#detail(id);
      }
    });
  }

  /** Gives a tag another name. The former one still finds it. */
  rename(schoolId: string, id: string, { name }: TagInput): Promise<TagDetailView> {
    return this.tenancy.withSchool(schoolId, async () => {
      await this.tenancy.rowsOf(lockTags, [id]);
      const tag = await this.#inUse(id);
      const other = await this.#named(name);
      if (other && other !== id)
        throw new Refusal('conflict', `There already is a tag “${name}”. Merge the two tags instead.`, { field: 'name' });
      if (comparableText(tag.name) !== comparableText(name)) await this.tenancy.rowsOf(keepFormerName, id);
      await this.tags.update({ id }, { name });
      return this.#detail(id);
    });
  }

  /** Replaces a tag by another one: for contacts now, and wherever the merged one is named from now on. Starts no automation. */
  merge(schoolId: string, id: string, intoId: string): Promise<TagDetailView> {
    return this.tenancy.withSchool(schoolId, async () => {
      if (id === intoId) throw new Refusal('rule_refused', 'Choose another tag to merge into.', { field: 'intoId' });
      await this.tenancy.rowsOf(lockTags, [id, intoId]);
      await this.#inUse(id);
      if (!(await this.tags.existsBy({ id: intoId, mergedIntoId: IsNull() })))
        throw new Refusal('invalid_input', 'This tag does not exist. Choose one from the list.', { field: 'intoId' });
      await this.tenancy.rowsOf(moveContacts, id, intoId);
      await this.tenancy.rowsOf(recordMerge, id, intoId);
      // Of a segment that names both or one of them, others may be members from now on.
      const segments = await this.tenancy.rowsOf(segmentsWithTags, [intoId]);
      if (segments.length > 0) await this.members.fill([...new Set(segments.map((segment) => segment.id))]);
      this.events.announce({ admin: [{ key: 'contacts' }] });
      return this.#detail(intoId);
    });
  }

  /** Deletes a tag that no automation uses, and removes it from contacts. Starts no automation. */
  remove(schoolId: string, id: string): Promise<void> {
    return this.tenancy.withSchool(schoolId, async () => {
      await this.tenancy.rowsOf(lockTags, [id]);
      await this.#inUse(id);
      const { automations, segments } = await this.#detail(id);
      if (automations.length > 0)
        throw new Refusal(
          'not_possible_now',
          `${namesOf(automations)} ${automations.length === 1 ? 'uses' : 'use'} this tag. Choose another tag there and publish, or merge this tag into another one.`,
        );
      if (segments.length > 0)
        throw new Refusal(
          'not_possible_now',
          `The ${segments.length === 1 ? 'segment' : 'segments'} ${namesOf(segments)} ${segments.length === 1 ? 'uses' : 'use'} this tag. Choose another tag there, or merge this tag into another one.`,
        );
      await this.tenancy.rowsOf(removeFromContacts, id);
      await this.tags.delete({ mergedIntoId: id });
      await this.tags.delete({ id });
      this.events.announce({ admin: [{ key: 'contacts' }] });
    });
  }

  async #named(name: string): Promise<string | undefined> {
    return (await this.tenancy.rowOf(tagInUse, name))?.id;
  }

  async #inUse(id: string): Promise<Tag> {
    return found(await this.tags.findOneBy({ id, mergedIntoId: IsNull() }), 'tag');
  }

  async #detail(id: string): Promise<TagDetailView> {
    const tag = await this.#inUse(id);
    const [counted] = await this.tenancy.rowsOf(peopleWithTags, [id]);
    const automations = await this.tenancy.rowsOf(automationsWithTags, [id]);
    const segments = await this.tenancy.rowsOf(segmentsWithTags, [id]);
    return {
      id: tag.id,
      name: tag.name,
      people: counted?.people ?? 0,
      createdAt: iso(tag.createdAt),
      automations: automations.map(({ id: automationId, name }) => ({ id: automationId, name })),
      segments: segments.map(({ id: segmentId, name }) => ({ id: segmentId, name })),
    };
  }

  async #views(tags: readonly Tag[]): Promise<TagView[]> {
    const ids = tags.map(({ id }) => id);
    const people = new Map((await this.tenancy.rowsOf(peopleWithTags, ids)).map((row) => [row.tagId, row.people]));
    const automations = await this.tenancy.rowsOf(automationsWithTags, ids);
    const segments = await this.tenancy.rowsOf(segmentsWithTags, ids);
    return tags.map(({ id, name, createdAt }) => ({
      id,
      name,
      people: people.get(id) ?? 0,
      automations: automations.filter(({ tagId }) => tagId === id).length,
      segments: segments.filter(({ tagId }) => tagId === id).length,
      createdAt: iso(createdAt),
    }));
  }
}
