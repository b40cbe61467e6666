import type { MigrationInterface, QueryRunner } from 'typeorm';
import { asLookup } from './functions.js';
import { run } from './support.js';

/** As before, for at most so many rows if there is a limit. */
const search = String.raw`create function search_entries(p_school uuid, p_kinds text[], p_text text, p_most integer default null)
  returns table (kind text, id uuid, words text)
  language plpgsql stable security definer set search_path = pg_catalog, public as $$
  declare
    condition text := '';
    word text;
    anywhere boolean;
  begin
    if p_school is distinct from public.app_school() then
      return;
    end if;
    foreach word in array (string_to_array(public.search_normal(p_text), ' '))[1:12] loop
      continue when word = '';
      anywhere := length(word) > 2
        or word ~ '[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]';
      if octet_length(word) > length(word) then
        condition := condition || format(' and public.search_grams(e.words) @> %L::text[]', (
          select array_agg(distinct substr(word, start, least(length(word), 3)))
            from generate_series(1, greatest(length(word) - 2, 1)) as start));
      end if;
      condition := condition
        || format(' and e.words like %L', case when anywhere then '%' else '% ' end || regexp_replace(word, '([\\%_])', '\\\1', 'g') || '%');
    end loop;
    if condition = '' then
      return;
    end if;
    return query execute
      'select e.kind, e.id, e.words from public.search_entry e where e.school_id = $1 and e.kind = any($2)' || condition || ' limit $3'
      using p_school, p_kinds, p_most;
  end $$`;

const searchBefore = String.raw`create function search_entries(p_school uuid, p_kinds text[], p_text text)
  returns table (kind text, id uuid, words text)
  language plpgsql stable security definer set search_path = pg_catalog, public as $$
  declare
    condition text := '';
    word text;
    anywhere boolean;
  begin
    if p_school is distinct from public.app_school() then
      return;
    end if;
    foreach word in array (string_to_array(public.search_normal(p_text), ' '))[1:12] loop
      continue when word = '';
      anywhere := length(word) > 2
        or word ~ '[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]';
      if octet_length(word) > length(word) then
        condition := condition || format(' and public.search_grams(e.words) @> %L::text[]', (
          select array_agg(distinct substr(word, start, least(length(word), 3)))
            from generate_series(1, greatest(length(word) - 2, 1)) as start));
      end if;
      condition := condition
        || format(' and e.words like %L', case when anywhere then '%' else '% ' end || regexp_replace(word, '([\\%_])', '\\\1', 'g') || '%');
    end loop;
    if condition = '' then
      return;
    end if;
    return query execute
      'select e.kind, e.id, e.words from public.search_entry e where e.school_id = $1 and e.kind = any($2)' || condition
      using p_school, p_kinds;
  end $$`;

/** Rows that begin with the text, in order. An index has the order, so no more rows are read however many there are. */
const beginnings = `create function search_beginnings(p_school uuid, p_kinds text[], p_text text, p_per_kind integer)
  returns table (kind text, id uuid, words text)
  language sql stable security definer set search_path = pg_catalog, public as $$
    select e.kind, e.id, e.words
      from (select ' ' || public.search_normal(p_text) as words) typed, unnest(p_kinds) asked (kind),
           lateral (select s.kind, s.id, s.words from public.search_entry s
                     where s.school_id = p_school and p_school = public.app_school() and s.kind = asked.kind
                       and s.words collate "C" >= typed.words and s.words collate "C" < typed.words || chr(1114111)
                     order by s.words collate "C" limit p_per_kind) e
     where typed.words <> ' ' $$`;

const granted = (signature: string): string[] => [
  `alter function ${signature} owner to perennial_lookup`,
  `revoke all on function ${signature} from public`,
  `grant execute on function ${signature} to perennial_app`,
];
/** A search for a word that thousands of people have reads those that begin with it and some of the others, not all. */
export class BestEntries1795684000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, [
      'create index search_entry_beginnings on search_entry (school_id, kind, words collate "C")',
      'drop function search_entries(uuid, text[], text)',
      ...asLookup([
        search,
        ...granted('search_entries(uuid, text[], text, integer)'),
        beginnings,
        ...granted('search_beginnings(uuid, text[], text, integer)'),
      ]),
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, [
      'drop function search_beginnings(uuid, text[], text, integer)',
      'drop function search_entries(uuid, text[], text, integer)',
      ...asLookup([searchBefore, ...granted('search_entries(uuid, text[], text)')]),
      'drop index search_entry_beginnings',
    ]);
  }
}
