import { column, defineQuery, type EntryRequest, orNull } from '@perennial/db';

/** Active automations that staff can add people to. Built-in emails have other triggers. */
export const startableAutomations = defineQuery()({
  columns: { id: column.uuid, name: column.text() },
  sql: `select a.id, a.name from automation a join automation_version v on v.id = a.published_version_id
         where a.state = 'active' and 'automation.requested' = any(v.trigger_types) order by a.name, a.id limit 500`,
});

/** Contacts with these IDs. */
export const contactsByIds = defineQuery<[ids: readonly string[]]>()({
  columns: { id: column.uuid },
  sql: 'select id from contact where id = any($1::uuid[])',
});

/** Contacts with these addresses, in lower case. */
export const contactsByEmails = defineQuery<[emails: readonly string[]]>()({
  columns: { id: column.uuid, email: column.text() },
  sql: 'select id, email from contact where email = any($1::text[])',
});

/** How many people a segment has; no row if it does not exist. */
export const segmentSize = defineQuery<[segmentId: string]>()({
  columns: { state: column.text<'filling' | 'ready'>(), people: column.integer },
  sql: `select s.state, (select count(*) from segment_member m where m.segment_id = s.id)::int as people from segment s where s.id = $1`,
});

/** How many contacts the school has. */
export const schoolSize = defineQuery()({
  columns: { people: column.integer },
  sql: 'select count(*)::int as people from contact',
});

/** The name of an API key. */
export const nameOfKey = defineQuery<[id: string]>()({
  columns: { name: column.text() },
  sql: 'select name from api_key where id = $1',
});

/** Creates a request; no row if its key was used before. */
export const createRequest = defineQuery<
  [
    automationId: string,
    key: string,
    via: EntryRequest['via'],
    requestedBy: string,
    source: EntryRequest['source'],
    segmentId: string | null,
    total: number,
  ]
>()({
  columns: { id: column.uuid },
  sql: `insert into entry_request (automation_id, key, via, requested_by, source, segment_id, total) values ($1, $2, $3, $4, $5, $6, $7)
        on conflict (school_id, automation_id, key) do nothing returning id`,
});

/** The request with a key. */
export const requestWithKey = defineQuery<[automationId: string, key: string]>()({
  columns: { id: column.uuid },
  sql: 'select id from entry_request where automation_id = $1 and key = $2',
});

/** Adds chosen people to a request. */
export const addPeople = defineQuery<[requestId: string, contactIds: readonly string[]]>()({
  columns: {},
  sql: 'insert into entry_request_person (request_id, contact_id) select $1, id from unnest($2::uuid[]) as id',
});

/** Stops a request. Those who have been added stay in the automation. */
export const cancelRequest = defineQuery<[automationId: string, id: string]>()({
  columns: {},
  sql: `update entry_request set state = 'cancelled', finished_at = now() where automation_id = $1 and id = $2 and state = 'running'`,
});

/** What became of each person `p` of a request `q`: a run, a non-entry, an event that the relay has still to deliver, or nothing. */
const outcomes = `left join automation_run r on r.event_id = p.event_id and r.automation_id = q.automation_id
  left join lateral (select n.reason from non_entry n
    where n.automation_id = q.automation_id and n.contact_id = p.contact_id and n.event_id = p.event_id limit 1) n on true`;
const isWaiting = 'r.id is null and n.reason is null and exists (select from outbox o where o.event_id = p.event_id)';

const columns = {
  id: column.uuid,
  via: column.text<EntryRequest['via']>(),
  requestedBy: column.text(),
  source: column.text<EntryRequest['source']>(),
  segmentName: orNull(column.text()),
  state: column.text<EntryRequest['state']>(),
  createdAt: column.timestamp,
  finishedAt: orNull(column.timestamp),
  total: column.integer,
  recorded: column.integer,
  entered: column.integer,
  refused: column.integer,
};
const requests = (
  which: string,
) => `select q.id, q.via, q.requested_by, q.source, s.name as segment_name, q.state, q.created_at, q.finished_at,
    q.total, q.recorded, o.entered, o.refused
  from entry_request q left join segment s on s.id = q.segment_id
  cross join lateral (
    select count(r.id)::int as entered, count(*) filter (where r.id is null and not (${isWaiting}))::int as refused
      from entry_request_person p ${outcomes} where p.request_id = q.id and p.event_id is not null) o
 where q.automation_id = $1 and ${which}`;

/** The newest requests of an automation. */
export const requestsOf = defineQuery<[automationId: string, limit: number]>()({
  columns,
  sql: requests(
    'q.id = any(array(select id from entry_request where automation_id = $1 order by id desc limit $2)) order by q.id desc',
  ),
});

/** One request of an automation. */
export const requestById = defineQuery<[automationId: string, id: string]>()({ columns, sql: requests('q.id = $2') });

/** What became of the people of a request: those who did not enter first. */
export const resultsOf = defineQuery<[requestId: string, limit: number]>()({
  columns: {
    contactId: column.uuid,
    contactName: orNull(column.text()),
    outcome: column.text<'entered' | 'refused' | 'waiting'>(),
    reason: orNull(column.text()),
    runId: orNull(column.uuid),
  },
  sql: `select p.contact_id, coalesce(nullif(c.name, ''), c.email) as contact_name, o.outcome, n.reason, r.id as run_id
          from entry_request q join entry_request_person p on p.request_id = q.id ${outcomes}
          left join contact c on c.id = p.contact_id
          cross join lateral (select case when r.id is not null then 'entered' when ${isWaiting} then 'waiting' else 'refused' end as outcome) o
         where q.id = $1 and p.event_id is not null
         order by array_position(array['refused', 'waiting', 'entered'], o.outcome), p.contact_id limit $2`,
});
