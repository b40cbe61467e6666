/** An event of a batch, as far as its dispatch depends on it. In the order of the outbox. */
export interface BlockEntry {
  readonly eventId: string;
  readonly lane: number;
  readonly contactId: string | null;
  /** The request that caused it. */
  readonly requestId: string | null;
  /** Whether other calls follow from it: they are made before its runs start. */
  readonly hasCalls: boolean;
  /** Runs that may enter. */
  readonly runs: number;
}

/** Events whose runs one dispatch advances, in the order of the outbox. */
export interface DispatchBlock<E extends BlockEntry> {
  /** Event that names the dispatch. An event belongs to one block, so the name is unique, also when the call is repeated. */
  readonly id: string;
  readonly entries: readonly E[];
  /** Whether different requests caused the events. The dispatch then works for none of them; each run has that of its event. */
  readonly severalRequests: boolean;
}

/** Runs in one dispatch, unless a single person brings more. */
const most = 100;

/**
 * Groups the events of one school in one batch, so that few dispatches start their runs.
 *
 * A block may hold the first events of many people, because nothing of theirs is waiting to be called: its dispatch can be started, or
 * started again by another relay, at any moment, and the order per person holds. Where other calls follow from an event, they come before its
 * runs and after those of earlier events of the same person: from there on a person has blocks of their own.
 */
export function dispatchBlocks<E extends BlockEntry>(entries: readonly E[]): DispatchBlock<E>[] {
  const shared: E[][] = [];
  const own: E[][] = [];
  for (const events of byPerson(entries)) {
    const [first = [], ...rest] = splitEvents(events);
    if (first[0]?.hasCalls) own.push(first);
    else if (runsOf(first) > 0) shared.push(first);
    own.push(...rest);
  }
  return [...packed(shared), ...own]
    .map((block) => block.filter(({ runs }) => runs > 0))
    .flatMap((block) => blockOf(entries, block));
}

function blockOf<E extends BlockEntry>(all: readonly E[], [first, ...rest]: readonly E[]): DispatchBlock<E>[] {
  if (!first) return [];
  const severalRequests = rest.some(({ requestId }) => requestId !== first.requestId);
  return [{ id: first.eventId, entries: inOrder(all, [first, ...rest]), severalRequests }];
}

function byPerson<E extends BlockEntry>(entries: readonly E[]): E[][] {
  const people = new Map<string | null, E[]>();
  for (const entry of entries) {
    const known = people.get(entry.contactId);
    if (known) known.push(entry);
    else people.set(entry.contactId, [entry]);
  }
  return [...people.values()];
}

/** Events in a row; each event with other calls begins the next part. */
function splitEvents<E extends BlockEntry>(events: readonly E[]): E[][] {
  const parts: E[][] = [];
  for (const event of events) {
    const last = parts.at(-1);
    if (last && !event.hasCalls) last.push(event);
    else parts.push([event]);
  }
  return parts;
}

/** The events of a person stay together: two dispatches may be started in any order. */
function packed<E extends BlockEntry>(people: readonly E[][]): E[][] {
  const blocks: E[][] = [];
  let open: E[] = [];
  for (const events of people) {
    if (open.length > 0 && runsOf(open) + runsOf(events) > most) {
      blocks.push(open);
      open = [];
    }
    open = [...open, ...events];
  }
  return open.length > 0 ? [...blocks, open] : blocks;
}

const runsOf = (events: readonly BlockEntry[]): number => events.reduce((sum, { runs }) => sum + runs, 0);

function inOrder<E>(all: readonly E[], some: readonly E[]): E[] {
  const wanted = new Set(some);
  return all.filter((entry) => wanted.has(entry));
}

/** Where the start of a block's dispatch is stored: with the first event of each lane, so that no lane goes on before it. */
export const carriersOf = <E extends BlockEntry>({ entries }: DispatchBlock<E>): E[] =>
  entries.filter((entry, i) => entries.findIndex(({ lane }) => lane === entry.lane) === i);
