import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './support.js';

/**
 * `ilike` is not leakproof, so under row-level security Postgres does not let it use an index: a search reads every
 * contact of the school. The function looks with the index, and answers with ids of the school in scope only.
 * Three letters make a trigram; of one or two, only beginnings of words are in the index.
 */
const search = `create function search_contacts(p_school uuid, p_words text) returns setof uuid
  language plpgsql stable security definer set search_path = pg_catalog, public as $$
  declare
    literal text := regexp_replace(p_words, '([\\\\%_])', '\\\\\\1', 'g');
  begin
    if p_school is distinct from public.app_school() then
      return;
    end if;
    if length(p_words) < 3 then
      return query select c.id from public.contact c where c.school_id = p_school
        and (c.email ilike literal || '%' or c.name ilike literal || '%' or c.name ilike '% ' || literal || '%');
    else
      return query select c.id from public.contact c where c.school_id = p_school
        and (c.email ilike '%' || literal || '%' or c.name ilike '%' || literal || '%');
    end if;
  end $$`;

/** People are found by a part of their address or name without reading every one. */
export class ContactSearch1795390000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, [
      'create extension if not exists pg_trgm',
      'create index contact_words on contact using gin (email gin_trgm_ops, name gin_trgm_ops)',
      'create policy lookup on contact for select to perennial_lookup using (true)',
      'grant select on contact to perennial_lookup',
      search,
      'alter function search_contacts(uuid, text) owner to perennial_lookup',
      'revoke all on function search_contacts(uuid, text) from public',
      'grant execute on function search_contacts(uuid, text) to perennial_app',
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, [
      'drop function search_contacts(uuid, text)',
      'revoke select on contact from perennial_lookup',
      'drop policy lookup on contact',
      'drop index contact_words',
    ]);
  }
}
