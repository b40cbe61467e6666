import { column, defineQuery, orNull } from '@perennial/db';

type Many<T> = readonly T[];

/** Locks what was sent to people, each of whom is named once. Rows are locked in one order, so that two batches never wait for each other. */
export const lockAllowances = defineQuery<[contactIds: Many<string>]>()({
  prepared: true,
  columns: { contactId: column.uuid, sent: column.json<Record<string, string>>() },
  sql: `insert into marketing_allowance (contact_id) select w.id from unnest($1::uuid[]) as w(id) order by w.id
        on conflict (contact_id) do update set contact_id = excluded.contact_id
        returning contact_id, sent`,
});

/** Writes what was sent to people. */
export const saveAllowances = defineQuery<[contactIds: Many<string>, sent: Many<string>]>()({
  prepared: true,
  columns: {},
  sql: `update marketing_allowance a set sent = w.sent from unnest($1::uuid[], $2::jsonb[]) as w(contact_id, sent)
         where a.contact_id = w.contact_id`,
});

/**
 * What limits read about people, and their held emails that are due. An email that has been due for long is not about to be sent: its
 * workflow or its mail server has a problem, and the others do not wait for it.
 */
export const recipientsOfMarketing = defineQuery<[contactIds: Many<string>, without: Many<string>, wall: Date]>()({
  prepared: true,
  columns: {
    id: column.uuid,
    timeZone: orNull(column.text()),
    marketingConsentAt: orNull(column.timestamp),
    unsubscribedAt: orNull(column.timestamp),
    held: column.json<{ readonly rank: number; readonly since: string }[]>(),
  },
  sql: `select c.id, c.time_zone, c.marketing_consent_at, c.unsubscribed_at,
               (select coalesce(jsonb_agg(jsonb_build_object('rank', w.held_rank, 'since', r.cursor->>'enteredAt')), '[]'::jsonb)
                  from wait w join automation_run r on r.id = w.owner_id and r.state = 'waiting'
                 where w.owner_kind = 'run' and w.contact_id = c.id and w.held_rank is not null and w.owner_id <> all($2::uuid[])
                   and w.due_at <= coalesce(k.now, $3) and w.due_at > coalesce(k.now, $3) - interval '10 minutes') as held
          from contact c left join clock k on k.id = c.clock_id where c.id = any($1)`,
});
