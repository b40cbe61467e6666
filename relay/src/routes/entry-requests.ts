import { type QueryRow, type Statements, statementsOf } from '@perennial/db';
import type { EventData } from '@perennial/domain/events';
import { insertEvents } from '@perennial/services';
import { type EventRouter, idIn, nothing, type RoutedEntry } from '../router.js';
import {
  continueRequest,
  nextChosen,
  nextContacts,
  nextMembers,
  recordEntrants,
  takeEntryRequest,
} from './entry-requests.queries.js';

/** People of a request in one transaction. */
const pageSize = 100;

/**
 * Records the event of each person whom staff or a program add to an automation, in pages: what follows, from the entry rules to the
 * order per contact, is the same as for any other event. A cancelled request ends before its next page.
 */
export const entryRequests: EventRouter = {
  name: 'entry-requests',
  events: ['entries.requested'],
  async route(em, entry) {
    const id = idIn(entry.event.data, 'requestId');
    const statements = statementsOf(em);
    const request = id === null ? undefined : await statements.rowOf(takeEntryRequest, id);
    if (id === null || !request) return nothing;
    const people = await nextPeople(statements, id, request, entry.after);
    await record(statements, { ...entry, requestId: id }, request, people);
    const last = people.length < pageSize ? undefined : people.at(-1);
    await statements.rowsOf(continueRequest, id, people.length, last === undefined);
    return last ? { calls: [], continueAfter: last.contactId } : nothing;
  },
};

type Request = QueryRow<typeof takeEntryRequest>;
type Person = QueryRow<typeof nextChosen>;

function nextPeople(
  statements: Statements,
  id: string,
  { source, segmentId }: Request,
  after: string | null,
): Promise<readonly Person[]> {
  if (source === 'contacts') return statements.rowsOf(nextChosen, id, pageSize);
  if (source === 'everyone' || segmentId === null) return statements.rowsOf(nextContacts, after, pageSize);
  return statements.rowsOf(nextMembers, segmentId, after, pageSize);
}

async function record(
  statements: Statements,
  { event, requestId }: Pick<RoutedEntry, 'event'> & { readonly requestId: string },
  { automationId, automation, via, requestedBy }: Request,
  people: readonly Person[],
): Promise<void> {
  if (people.length === 0) return;
  const data: EventData<'automation.requested'> = { automationId, automation, by: via, byName: requestedBy };
  const same = <T>(value: T): T[] => people.map(() => value);
  const contactIds = people.map(({ contactId }) => contactId);
  const events = await statements.rowsOf(
    insertEvents,
    same('automation.requested'),
    contactIds,
    people.map(({ clockNow }) => clockNow ?? event.occurredAt),
    same(JSON.stringify(data)),
    same(event.id),
    same(event.depth + 1),
    same(null),
    same(event.requestId),
  );
  await statements.rowsOf(
    recordEntrants,
    requestId,
    contactIds,
    events.map(({ id }) => id),
  );
}
