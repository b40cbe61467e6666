import { column, defineQuery } from '@perennial/db';

type Many<T> = readonly T[];

/** Appends an event with its outbox entry; no row where its key was recorded before. */
export const insertEvent = defineQuery<
  [
    type: string,
    contactId: string | null,
    occurredAt: Date,
    data: string,
    cause: string | null,
    depth: number,
    runId: string | null,
    key: string | null,
    requestId: string | null,
  ]
>()({
  columns: { id: column.uuid },
  prepared: true,
  sql: `with keyed as (
          insert into event_key (key, event_id) select $8, uuidv7() where $8::text is not null
          on conflict do nothing returning event_id
        ), fresh as (
          select event_id as id from keyed union all select uuidv7() where $8::text is null
        ), logged as (
          insert into event (id, type, contact_id, occurred_at, data, causation_id, depth, run_id, request_id)
          select id, $1, $2::uuid, $3, $4, $5::uuid, $6, $7::uuid, $9 from fresh returning id
        )
        insert into outbox (event_id, lane)
        select id, hashtext(coalesce($2::text, app_school()::text)) & 63 from logged returning event_id as id`,
});

/** Appends events with their outbox entries, in the given order, each unless its key was recorded before. Returns the places of those that were. */
export const insertKeyedEvents = defineQuery<
  [
    keys: Many<string>,
    types: Many<string>,
    contactIds: Many<string | null>,
    occurredAt: Many<Date>,
    data: Many<string>,
    requestIds: Many<string | null>,
  ]
>()({
  columns: { id: column.uuid, place: column.integer },
  prepared: true,
  sql: `with input as (
          select * from unnest($1::text[], $2::text[], $3::uuid[], $4::timestamptz[], $5::jsonb[], $6::text[])
            with ordinality as i(key, type, contact_id, occurred_at, data, request_id, place)
        ), keyed as (
          insert into event_key (key, event_id) select key, uuidv7() from input order by place
          on conflict do nothing returning key, event_id
        ), logged as (
          insert into event (id, type, contact_id, occurred_at, data, depth, request_id)
          select k.event_id, i.type, i.contact_id, i.occurred_at, i.data, 0, i.request_id from keyed k join input i using (key) order by i.place
          returning id, contact_id
        ), queued as (
          insert into outbox (event_id, lane)
          select id, hashtext(coalesce(contact_id::text, app_school()::text)) & 63 from logged order by id
        )
        select k.event_id as id, (i.place - 1)::int as place from keyed k join input i using (key) order by i.place`,
});

/** Appends events with their outbox entries, in the given order. IDs grow within a statement. */
export const insertEvents = defineQuery<
  [
    types: Many<string>,
    contactIds: Many<string | null>,
    occurredAt: Many<Date>,
    data: Many<string>,
    causes: Many<string | null>,
    depths: Many<number>,
    runIds: Many<string | null>,
    requestIds: Many<string | null>,
  ]
>()({
  columns: { id: column.uuid },
  prepared: true,
  sql: `with input as (
          select * from unnest($1::text[], $2::uuid[], $3::timestamptz[], $4::jsonb[], $5::uuid[], $6::int[], $7::uuid[], $8::text[])
            with ordinality as i(type, contact_id, occurred_at, data, causation_id, depth, run_id, request_id, place)
        ), logged as (
          insert into event (id, type, contact_id, occurred_at, data, causation_id, depth, run_id, request_id)
          select uuidv7(), type, contact_id, occurred_at, data, causation_id, depth, run_id, request_id from input order by place
          returning id, contact_id
        ), queued as (
          insert into outbox (event_id, lane)
          select id, hashtext(coalesce(contact_id::text, app_school()::text)) & 63 from logged order by id
        )
        select id from logged order by id`,
});
