import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './support.js';

const signature = 'uuid, text[], text[], text[], timestamptz[], text[], text[], uuid[], text[], text[]';

/**
 * Stores events of programs in one round trip: entering the school, the statement and the commit. It runs with the rights of its caller, so
 * row-level security holds. Its one plan fits lists of any length.
 */
export class EventsInOneRoundTrip1795643000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, [
      `create function store_program_events(p_school uuid, p_emails text[], p_names text[], p_time_zones text[],
          p_occurred_at timestamptz[], p_data text[], p_request_ids text[], p_api_keys uuid[], p_keys text[], p_hashes text[])
        returns table(place integer, id uuid, contact_id uuid)
        language plpgsql volatile security invoker set plan_cache_mode = force_generic_plan as $$
        #variable_conflict use_column
        begin
          perform set_config('app.school_id', p_school::text, true);
          return query
          with given as materialized (
            select uuidv7() as id, g.* from unnest(p_emails, p_names, p_time_zones, p_occurred_at, p_data, p_request_ids,
                                                   p_api_keys, p_keys, p_hashes) with ordinality
                as g (email, name, time_zone, occurred_at, data, request_id, api_key_id, key, request_hash, place)
          ), known as (
            select g.*, c.id as contact_id from given g join contact c on c.email = g.email
             where c.clock_id is null and (g.name is null or c.name <> '') and (g.time_zone is null or c.time_zone is not null)
          ), claimed as (
            insert into idempotent_request (api_key_id, key, request_hash, status, body)
            select api_key_id, key, request_hash, 202, jsonb_build_object('id', id) from known
             where key is not null order by api_key_id, key
            on conflict do nothing returning api_key_id, key
          ), fresh as (
            select k.* from known k
             where k.key is null or exists (select from claimed c where c.api_key_id = k.api_key_id and c.key = k.key)
          ), logged as (
            insert into event (id, type, contact_id, occurred_at, data, depth, request_id)
            select id, 'custom.event', contact_id, occurred_at, data::jsonb, 0, request_id from fresh order by place
          ), queued as (
            insert into outbox (event_id, lane) select id, hashtext(contact_id::text) & 63 from fresh order by place
          )
          select f.place::int, f.id, f.contact_id from fresh f order by f.place;
        end $$`,
      `revoke all on function store_program_events(${signature}) from public`,
      `grant execute on function store_program_events(${signature}) to perennial_app`,
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, [`drop function store_program_events(${signature})`]);
  }
}
