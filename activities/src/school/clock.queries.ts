import { column, defineQuery, orNull, type Wait } from '@perennial/db';

/** Marks an advance as failed; keeps the problem that the driver recorded. */
export const failAdvance = defineQuery<[clockId: string, problem: string]>()({
  columns: {},
  sql: `update clock set state = 'failed', problem = coalesce(problem, $2) where id = $1 and state = 'advancing'`,
});

/** The next due instant on a clock. */
export const nextDue = defineQuery<[clockId: string, after: Date]>()({
  columns: { at: orNull(column.timestamp) },
  sql: 'select min(due_at) as at from wait where clock_id = $1 and due_at > $2',
});

/** The newest request to advance a clock. */
export const newestAdvance = defineQuery<[clockId: string]>()({
  columns: { id: column.uuid },
  sql: `select id from event where type = 'clock.advance_requested' and data->>'clockId' = $1 order by id desc limit 1`,
});

/** Signals everything on a clock that is due, and every membership. */
export const wakeDueOwners = defineQuery<[clockId: string, eventId: string]>()({
  columns: {},
  sql: `insert into wake (owner_kind, owner_id, event_id)
        select w.owner_kind, w.owner_id, $2 from wait w join clock k on k.id = w.clock_id
         where w.clock_id = $1 and (w.due_at <= k.now or w.owner_kind = 'membership') on conflict do nothing`,
});

/** The owners that have not processed an event. */
export const wokenBy = defineQuery<[eventId: string]>()({
  columns: { ownerKind: column.text<Wait['ownerKind']>(), ownerId: column.uuid },
  sql: 'select owner_kind, owner_id from wake where event_id = $1 order by owner_kind, owner_id',
});

/** Work in progress that a clock waits for before it advances. */
export const busyWork = defineQuery<[clockId: string]>()({
  columns: { what: column.text() },
  sql: `select 'events to relay' as what where exists (select from outbox)
        union all select 'workflows to wake: ' || string_agg(owner_kind || ' ' || owner_id, ' ') from wake
                   where not exists (select from automation_run r where r.id = owner_id and r.state in ('completed', 'exited', 'stopped'))
                  having count(*) > 0
        union all select 'waits due: ' || string_agg(w.owner_kind || ' ' || w.owner_id, ' ') from wait w join clock k on k.id = w.clock_id
                   where w.clock_id = $1 and w.due_at <= k.now having count(*) > 0
        union all select 'certificates to issue' where exists (select from certificate s join contact c on c.id = s.contact_id
                   where c.clock_id = $1 and s.state = 'requested' and s.revoked_at is null)
        union all select 'journeys in progress' where exists (select from automation_run where state = 'running')`,
});
