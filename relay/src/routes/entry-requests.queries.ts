import { column, defineQuery, type EntryRequest, orNull } from '@perennial/db';

/** A request in progress, until the transaction ends. No row after it was cancelled or has ended. */
export const takeEntryRequest = defineQuery<[id: string]>()({
  columns: {
    source: column.text<EntryRequest['source']>(),
    segmentId: orNull(column.uuid),
    automationId: column.uuid,
    automation: column.text(),
    via: column.text<EntryRequest['via']>(),
    requestedBy: column.text(),
  },
  sql: `select q.source, q.segment_id, q.automation_id, a.name as automation, q.via, q.requested_by
          from entry_request q join automation a on a.id = q.automation_id where q.id = $1 and q.state = 'running' for update of q`,
});

/** The first ID. */
const first = `'00000000-0000-0000-0000-000000000000'`;
const columns = { contactId: column.uuid, clockNow: orNull(column.timestamp) };
const page = (people: string) =>
  `select c.id as contact_id, k.now as clock_now from ${people} left join clock k on k.id = c.clock_id`;

/** The next people of a request who have no event, each with the time of their test clock. */
export const nextChosen = defineQuery<[requestId: string, limit: number]>()({
  columns,
  sql: `${page('entry_request_person p join contact c on c.id = p.contact_id')}
         where p.request_id = $1 and p.event_id is null order by p.contact_id limit $2`,
});

/** The next people of a segment, each with the time of their test clock. */
export const nextMembers = defineQuery<[segmentId: string, after: string | null, limit: number]>()({
  columns,
  sql: `${page('segment_member m join contact c on c.id = m.contact_id')}
         where m.segment_id = $1 and m.contact_id > coalesce($2::uuid, ${first}) order by m.contact_id limit $3`,
});

/** The next contacts of the school, each with the time of their test clock. */
export const nextContacts = defineQuery<[after: string | null, limit: number]>()({
  columns,
  sql: `${page('contact c')} where c.id > coalesce($1::uuid, ${first}) order by c.id limit $2`,
});

/** Records the events of people of a request. */
export const recordEntrants = defineQuery<[requestId: string, contactIds: readonly string[], eventIds: readonly string[]]>()({
  columns: {},
  sql: `insert into entry_request_person as p (request_id, contact_id, event_id)
        select $1, w.contact_id, w.event_id from unnest($2::uuid[], $3::uuid[]) as w(contact_id, event_id)
        on conflict (request_id, contact_id) do update set event_id = excluded.event_id`,
});

/** How far a request is, and whether it has ended. */
export const continueRequest = defineQuery<[id: string, recorded: number, isLast: boolean]>()({
  columns: {},
  sql: `update entry_request set recorded = recorded + $2,
               total = case when $3 then recorded + $2 else greatest(total, recorded + $2) end,
               state = case when $3 then 'done' else state end, finished_at = case when $3 then now() end
         where id = $1`,
});
