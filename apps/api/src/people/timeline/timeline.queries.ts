import { column, defineQuery, orNull, type QueryRow } from '@perennial/db';

// Responses have milliseconds, and a page begins where the previous one ended, so rows are compared in milliseconds, too.
const entries = {
  event: `select e.id, date_trunc('milliseconds', e.occurred_at) as at, e.recorded_at, 'event'::text as kind, e.type, null::text as subject,
      e.data, e.causation_id, e.run_id, null::uuid as automation_id, e.contact_id from event e`,
  mail: `select m.id, date_trunc('milliseconds', m.occurred_at), coalesce(m.sent_at, m.occurred_at), 'mail', m.state, m.subject,
      jsonb_build_object('recipient', m.recipient, 'problem', m.problem, 'category', m.category, 'attempts', m.attempts),
      m.causation_id, m.run_id, null::uuid, m.contact_id from email_message m`,
  run: `select r.id, date_trunc('milliseconds', r.started_at), r.started_at, 'run', r.state, a.name,
      jsonb_build_object('problem', r.problem), r.event_id, null::uuid, r.automation_id, r.contact_id
      from automation_run r join automation a on a.id = r.automation_id`,
} as const;

/** Internal events, and summaries of events that are listed individually. They are not useful in a timeline. */
const unseen = `e.type not in ('stripe.event_received', 'membership.sync_requested', 'stripe.connected', 'grant.dated', 'mail.test_requested', 'staff.password_link_requested', 'run.moved', 'run.rerun',
  'access.opened', 'access.closed', 'certificate.requested', 'course.outline_changed', 'school.time_zone_changed')`;

const person = (entry: string): string => `left join contact t on t.id = ${entry}.contact_id`;

const select = (union: readonly string[], rest: string): string =>
  `with entry (id, at, recorded_at, kind, type, subject, data, causation_id, run_id, automation_id, contact_id) as (${union.join(' union all ')})
   select n.id, n.at, n.recorded_at, n.kind, n.type, n.subject, n.data, n.causation_id,
          n.run_id, n.automation_id, n.contact_id,
          coalesce(nullif(c.name, ''), c.email) as contact_name
     from entry n left join contact c on c.id = n.contact_id ${rest}`;

const timelineColumns = {
  id: column.uuid,
  at: column.timestamp,
  recordedAt: column.timestamp,
  kind: column.text<'event' | 'mail' | 'run'>(),
  type: column.text(),
  subject: orNull(column.text()),
  data: column.json<Readonly<Record<string, unknown>>>(),
  causationId: orNull(column.uuid),
  runId: orNull(column.uuid),
  automationId: orNull(column.uuid),
  contactId: orNull(column.uuid),
  contactName: orNull(column.text()),
};

/** The newest entries of one person's timeline; those of the same instant as the last one are there as well. */
export const entriesOfContact = defineQuery<[contactId: string, before: string | null, size: number]>()({
  prepared: true,
  columns: timelineColumns,
  sql: select(
    [
      `${entries.event} where e.contact_id = $1 and ${unseen}`,
      `${entries.mail} where m.contact_id = $1`,
      `${entries.run} where r.contact_id = $1`,
    ],
    'where $2::timestamptz is null or n.at < $2 order by n.at desc fetch first $3 rows with ties',
  ),
});

/** Recent activity in the school, without people on test clocks. */
export const latestEntries = defineQuery<[size: number]>()({
  prepared: true,
  columns: timelineColumns,
  sql: select(
    [
      `(${entries.event} ${person('e')} where ${unseen} and t.clock_id is null order by e.id desc limit $1)`,
      `(${entries.mail} ${person('m')} where t.clock_id is null order by m.id desc limit $1)`,
    ],
    'order by n.id desc limit $1',
  ),
});

/** One entry by its ID, whichever kind it is. */
export const entryById = defineQuery<[id: string]>()({
  prepared: true,
  columns: timelineColumns,
  sql: select([`${entries.event} where e.id = $1`, `${entries.mail} where m.id = $1`, `${entries.run} where r.id = $1`], ''),
});

/** The effects of the steps of a run. */
export const entriesOfRun = defineQuery<[runId: string]>()({
  prepared: true,
  columns: timelineColumns,
  // Events have an index of their contacts, and none of runs: only few are looked at.
  sql: select(
    [
      `${entries.event} where e.run_id = $1 and e.contact_id = (select r.contact_id from automation_run r where r.id = $1)`,
      `${entries.event} where e.run_id = $1 and e.contact_id is null`,
      `${entries.mail} where m.run_id = $1`,
    ],
    'order by n.id limit 200',
  ),
});

/** The runs that an event entered, and its effects outside runs. */
export const entriesAfterEvent = defineQuery<[eventId: string]>()({
  prepared: true,
  columns: timelineColumns,
  sql: select(
    [
      `${entries.event} where e.causation_id = $1 and e.run_id is null`,
      `${entries.mail} where m.causation_id = $1 and m.run_id is null`,
      `${entries.run} where r.event_id = $1`,
    ],
    'order by n.id limit 200',
  ),
});

/** An entry as the database holds it; `subject` is an email's subject or an automation's name. */
export type TimelineRow = QueryRow<typeof entryById>;
