import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ContactSearch1795390000000 } from './0006-contact-search.js';
import { run, unfenced } from './support.js';

/**
 * Case, accents, width, and kinds of apostrophe, space and hyphen do not count. The collation is named because that of the
 * database may know ASCII only, and it is the built-in one, which is the same on every platform. `searchText` of the domain
 * does the same.
 */
const normal = String.raw`create function search_normal(p_text text) returns text language sql immutable strict parallel safe as $$
  select btrim(regexp_replace(normalize(replace(replace(replace(translate(
    regexp_replace(
      casefold(normalize(translate(p_text, '’‘‛ʼʹ′＇´${'`'}', ''''''''''''''''''''), nfkd) collate pg_unicode_fast),
      '[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200f\u2060\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\ufeff\u00ad]', '', 'g'),
    'øłđðħıŧς', 'olddhitσ'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'), nfc),
    '[\s\u0085\u1680\u2010-\u2015\u2028\u2029\u2212-]+', ' ', 'g'))
$$`;

/**
 * One to three letters in a row of each word that has letters beyond ASCII. Trigrams of \`pg_trgm\` leave such letters out
 * where the database's locale is C, and a Chinese name has two.
 */
const grams = `create function search_grams(p_words text) returns text[] language sql immutable strict parallel safe as $$
  select case when octet_length(p_words) = length(p_words) then '{}'::text[] else coalesce((
    select array_agg(distinct substr(word, start, size))
      from string_to_table(p_words, ' ') as word, generate_series(1, 3) as size, generate_series(1, length(word) - size + 1) as start
     where octet_length(word) > length(word)), '{}') end
$$`;

/**
 * Rows of the school in scope that have every word. One or two letters are the beginning of a word, except in scripts that
 * write without spaces. The statement is put together so that the planner knows the words and takes an index for them.
 */
const search = String.raw`create function search_entries(p_school uuid, p_kinds text[], p_text text)
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

/** Keeps the entry of a row: its arguments are the kind, then the columns whose texts are searched. */
const follow = `create function search_entry_follow() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
  begin
    if tg_op = 'DELETE' then
      delete from public.search_entry where id = old.id;
      return null;
    end if;
    insert into public.search_entry (id, school_id, kind, words)
      values (new.id, new.school_id, tg_argv[0],
        ' ' || public.search_normal(concat_ws(' ', to_jsonb(new) ->> tg_argv[1], to_jsonb(new) ->> tg_argv[2])))
      on conflict (id) do update set words = excluded.words where search_entry.words <> excluded.words;
    return null;
  end $$`;

const searched = [
  { table: 'contact', columns: ['name', 'email'] },
  { table: 'plan', columns: ['title'] },
  { table: 'product', columns: ['title'] },
  { table: 'automation', columns: ['name'] },
  { table: 'email_template', columns: ['name'] },
];
const tables = searched.map(({ table }) => table);

/** Everything with a name is found by its words, in any case and script, with or without accents. */
export class Search1795430000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await new ContactSearch1795390000000().down(runner);
    await run(runner, [
      'create extension if not exists btree_gin',
      normal,
      grams,
      `CREATE TABLE "search_entry" ("id" uuid NOT NULL, "school_id" uuid NOT NULL DEFAULT app_school(), "kind" text NOT NULL, "words" text NOT NULL, CONSTRAINT "PK_search_entry" PRIMARY KEY ("id"))`,
      ...unfenced(
        tables,
        searched.map(
          ({ table, columns }) => `insert into search_entry (id, school_id, kind, words)
            select id, school_id, '${table}', ' ' || search_normal(concat_ws(' ', ${columns.join(', ')})) from "${table}"`,
        ),
      ),
      'CREATE INDEX "IDX_18451ca06824637e3006d9de84" ON "search_entry" ("school_id", "kind")',
      'ALTER TABLE "search_entry" ADD CONSTRAINT "FK_7e024d301650b4888243efd6799" FOREIGN KEY ("school_id") REFERENCES "school"("id") ON DELETE NO ACTION ON UPDATE NO ACTION',
      'create index search_entry_words on search_entry using gin (school_id, words gin_trgm_ops)',
      'create index search_entry_grams on search_entry using gin (school_id, search_grams(words))',
      'alter table search_entry enable row level security',
      'alter table search_entry force row level security',
      'create policy lookup on search_entry to perennial_lookup using (true) with check (true)',
      'grant select, insert, update, delete on search_entry to perennial_lookup',
      search,
      'alter function search_entries(uuid, text[], text) owner to perennial_lookup',
      'revoke all on function search_entries(uuid, text[], text) from public',
      'grant execute on function search_entries(uuid, text[], text) to perennial_app',
      follow,
      'alter function search_entry_follow() owner to perennial_lookup',
      ...searched.map(
        ({ table, columns }) => `create trigger search_entry_follow after insert or delete or update of ${columns.join(', ')}
          on "${table}" for each row execute function search_entry_follow('${table}', ${columns.map((column) => `'${column}'`).join(', ')})`,
      ),
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, [
      ...tables.map((table) => `drop trigger search_entry_follow on "${table}"`),
      'drop function search_entry_follow()',
      'drop function search_entries(uuid, text[], text)',
      'drop table search_entry',
      'drop function search_grams(text)',
      'drop function search_normal(text)',
    ]);
    await new ContactSearch1795390000000().up(runner);
  }
}
