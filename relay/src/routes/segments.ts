import { statementsOf } from '@perennial/db';
import { changesOfSegment } from '@perennial/domain/conditions';
import { type EventType, maxEventDepth } from '@perennial/domain/events';
import {
  type AskedMember,
  insertEvents,
  lockSegmentsWith,
  type MemberChange,
  memberEvent,
  segmentConditions,
  updateMembers,
} from '@perennial/services';
import type { EntityManager } from 'typeorm';
import type { OutboxEntry } from '../entry.js';
import type { BatchRouter, CallsByEntry } from '../router.js';
import { segmentGeneration } from './segments.queries.js';

/** Notifies open screens of events that are committed. */
type Announce = (schoolId: string, events: readonly OutboxEntry['event'][]) => void;

/** The events that can change who is in each segment of a school, as of one generation. */
interface SchoolSegments {
  readonly generation: number;
  readonly types: ReadonlyMap<string, ReadonlySet<EventType>>;
}

const mostSchools = 1_000;
const none: CallsByEntry = new Map();

/**
 * Keeps the members of segments: evaluates the people whom events concern, in the transaction that delivers the events, and records who
 * entered or left. Automations see these events in a later batch. A school without segments costs one statement per generation.
 */
export class SegmentRouter implements BatchRouter {
  readonly name = 'segments';
  readonly #schools = new Map<string, SchoolSegments>();

  constructor(
    private readonly wall: () => Date,
    /** Their own transaction could not announce the events of segments: it had not committed. */
    private readonly announce: Announce = () => {},
  ) {}

  async routeAll(em: EntityManager, entries: readonly OutboxEntry[]): Promise<CallsByEntry> {
    const [first] = entries;
    if (!first) return none;
    const own = entries.map(({ event }) => event).filter(({ type }) => type === 'segment.entered' || type === 'segment.left');
    if (own.length > 0) this.announce(first.schoolId, own);
    const causes = causesOf(entries, (await this.#segmentsOf(em, entries)).types);
    if (causes.size > 0) await this.#update(em, causes);
    return none;
  }

  async #segmentsOf(em: EntityManager, entries: readonly OutboxEntry[]): Promise<SchoolSegments> {
    const schoolId = entries[0]?.schoolId ?? '';
    const wanted = Math.max(...entries.map(({ triggerGeneration }) => triggerGeneration));
    const known = this.#schools.get(schoolId);
    if (known && known.generation >= wanted) return known;
    const statements = statementsOf(em);
    const [read] = await statements.rowsOf(segmentGeneration);
    const segments = read?.hasSegments ? await segmentConditions(statements) : new Map();
    const fresh: SchoolSegments = {
      generation: read?.generation ?? 0,
      types: new Map([...segments].map(([id, condition]) => [id, changesOfSegment(condition, segments)])),
    };
    if (this.#schools.size >= mostSchools) this.#schools.clear();
    this.#schools.set(schoolId, fresh);
    return fresh;
  }

  async #update(em: EntityManager, causes: ReadonlyMap<string, Asked>): Promise<void> {
    const statements = statementsOf(em);
    const ids = [...new Set([...causes.values()].map(({ segmentId }) => segmentId))];
    const locked = new Map((await statements.rowsOf(lockSegmentsWith, ids)).map((segment) => [segment.id, segment]));
    const asked = [...causes.values()].filter(({ segmentId }) => locked.has(segmentId));
    const changes = await updateMembers(statements, asked, await segmentConditions(statements), this.wall());
    const recorded = changes.flatMap((change) => {
      const segment = locked.get(change.segmentId);
      const cause = causes.get(keyOf(change))?.entry.event;
      // A chain of causes that is too long is a loop, which ends here.
      if (segment?.state !== 'ready' || !cause || cause.depth >= maxEventDepth) return [];
      return [{ ...memberEvent(change, segment.name), cause }];
    });
    await record(em, recorded);
  }
}

/** A contact to evaluate, with the last event that concerns them and the segment. */
interface Asked extends AskedMember {
  readonly entry: OutboxEntry;
}

const keyOf = ({ segmentId, contactId }: AskedMember | MemberChange): string => `${segmentId} ${contactId}`;

function causesOf(entries: readonly OutboxEntry[], types: SchoolSegments['types']): ReadonlyMap<string, Asked> {
  const causes = new Map<string, Asked>();
  for (const entry of entries) {
    const { contactId, type } = entry.event;
    if (contactId === null) continue;
    for (const [segmentId, concerned] of types)
      if (concerned.has(type)) causes.set(keyOf({ segmentId, contactId }), { segmentId, contactId, entry });
  }
  return causes;
}

type Recorded = Omit<ReturnType<typeof memberEvent>, 'cause'> & { readonly cause: OutboxEntry['event'] };

async function record(em: EntityManager, events: readonly Recorded[]): Promise<void> {
  if (events.length === 0) return;
  await statementsOf(em).rowsOf(
    insertEvents,
    events.map(({ type }) => type),
    events.map(({ contactId }) => contactId),
    events.map(({ occurredAt }) => occurredAt),
    events.map(({ data }) => JSON.stringify(data)),
    events.map(({ cause }) => cause.id),
    events.map(({ cause }) => cause.depth + 1),
    events.map(() => null),
    events.map(({ cause }) => cause.requestId),
  );
}
