import type { Tenancy } from '@perennial/db';
import { type Condition, comparableText, mapTags } from '@perennial/domain/conditions';
import type { Cause, EventLog } from '../platform/event-log.js';
import { addTags, removeTags, tagsNamed, tagsReferredTo } from './contact-tags.queries.js';

/** A tag of one contact, and when and why it changes. */
export interface TagChange {
  readonly contactId: string;
  readonly tagId: string;
  readonly occurredAt: Date;
  readonly cause?: Cause | null;
}

/** Tags of contacts. All in the open scope. */
export class ContactTags {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly events: EventLog,
  ) {}

  /** IDs of the tags with these names, which are created where they do not exist. */
  async named(names: readonly string[]): Promise<ReadonlyMap<string, string>> {
    // In one order everywhere: two transactions that create the same tags never wait for each other.
    const sorted = [...new Set(names)].sort((a, b) => compare(comparableText(a) ?? '', comparableText(b) ?? ''));
    const rows = sorted.length > 0 ? await this.tenancy.rowsOf(tagsNamed, sorted) : [];
    return new Map(rows.map(({ name, id }) => [name, id]));
  }

  /** IDs of the tags in use for names, former names and IDs. Whatever refers to no tag has no entry. */
  async referredTo(references: readonly string[]): Promise<ReadonlyMap<string, string>> {
    // Text that Postgres cannot store names no tag.
    const storable = [...new Set(references)].filter((reference) => comparableText(reference) !== null);
    const rows = storable.length > 0 ? await this.tenancy.rowsOf(tagsReferredTo, storable) : [];
    return new Map(rows.map(({ reference, id }) => [reference, id]));
  }

  /** A condition with the IDs of its tags, which may be named, or merged into others. An unknown name remains. */
  async withIds(condition: Condition): Promise<Condition> {
    const named: string[] = [];
    mapTags(condition, (tag) => {
      named.push(tag);
      return tag;
    });
    const ids = await this.referredTo(named);
    return mapTags(condition, (tag) => ids.get(tag) ?? tag);
  }

  /** Adds tags, with an event for each that a contact did not have. */
  async add(changes: readonly TagChange[]): Promise<void> {
    await this.#change(addTags, 'tag.added', changes);
  }

  /** Removes tags, with an event for each that a contact had. */
  async remove(changes: readonly TagChange[]): Promise<void> {
    await this.#change(removeTags, 'tag.removed', changes);
  }

  async #change(query: typeof addTags, type: 'tag.added' | 'tag.removed', changes: readonly TagChange[]): Promise<void> {
    if (changes.length === 0) return;
    const changed = await this.tenancy.rowsOf(
      query,
      changes.map(({ contactId }) => contactId),
      changes.map(({ tagId }) => tagId),
    );
    await this.events.recordAll(
      changed.flatMap(({ place, ...data }) => {
        const change = changes[place];
        if (!change) return [];
        const { contactId, occurredAt, cause } = change;
        return [{ type, contactId, occurredAt, data, ...(cause && { cause }) }];
      }),
    );
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
