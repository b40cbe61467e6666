import type { MigrationInterface, QueryRunner } from 'typeorm';
import { fence, run, unfenced } from './support.js';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type Rename = (value: string) => string | undefined;

const isObject = (value: Json | undefined): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const mapValue = (value: Json, rename: Rename): Json => {
  if (Array.isArray(value)) return (value as readonly Json[]).map((one) => mapValue(one, rename));
  return typeof value === 'string' || typeof value === 'number' ? (rename(String(value)) ?? value) : value;
};

/** Operators that compare the whole tag. The others compare a part of its name. */
const whole = new Set<Json | undefined>(['is', 'isNot', 'isOneOf', 'isNoneOf']);

/** A graph whose steps and conditions name tags in another way: each is given to `rename`. */
function renamed(json: Json, rename: Rename, eventField: { readonly from: string; readonly to: string }): Json {
  if (Array.isArray(json)) return (json as readonly Json[]).map((one) => renamed(one, rename, eventField));
  if (!isObject(json)) return json;
  const { kind, config, field, operator, value } = json;
  if ((kind === 'addTag' || kind === 'removeTag') && isObject(config))
    return { ...json, config: { ...config, tag: mapValue(config.tag ?? '', rename) } };
  if (field === 'contact.tags' && value !== undefined) return { ...json, value: mapValue(value, rename) };
  if (field === eventField.from && whole.has(operator))
    return { ...json, field: eventField.to, value: mapValue(value ?? null, rename) };
  return Object.fromEntries(Object.entries(json).map(([key, inner]) => [key, renamed(inner, rename, eventField)]));
}

interface StoredGraph {
  readonly table: 'automation' | 'automation_version';
  readonly id: string;
  readonly school_id: string;
  readonly graph: Json;
}

const graphsOf = (runner: QueryRunner): Promise<StoredGraph[]> =>
  runner.query(`select 'automation' as "table", id, school_id, draft as graph from automation
                union all select 'automation_version', id, school_id, graph from automation_version`);

/** Rewrites every draft and every version; `rename` gets the school and the tag. */
async function renameInGraphs(
  runner: QueryRunner,
  rename: (schoolId: string, tag: string) => string | undefined,
  eventField: { readonly from: string; readonly to: string },
): Promise<void> {
  for (const { table, id, school_id, graph } of await graphsOf(runner)) {
    const next = renamed(graph, (tag) => rename(school_id, tag), eventField);
    if (JSON.stringify(next) === JSON.stringify(graph)) continue;
    await runner.query(`update ${table} set ${table === 'automation' ? 'draft' : 'graph'} = $2 where id = $1`, [
      id,
      JSON.stringify(next),
    ]);
  }
}

const toIds = { from: 'event.tag', to: 'event.tagId' };
const toNames = { from: 'event.tagId', to: 'event.tag' };
const tables = ['contact_tag', 'automation', 'automation_version', 'event'];
const tagEvents = `type in ('tag.added', 'tag.removed')`;

const tag = [
  `create table "tag" ("id" uuid not null default uuidv7(), "school_id" uuid not null default app_school(), "name" text not null,
     "name_key" text collate "C" not null default '', "merged_into_id" uuid, "created_at" timestamptz not null default now(),
     constraint "PK_8e4052373c579afc1471f526760" primary key ("id"))`,
  'create unique index "tag_name" on "tag" ("school_id", "name_key") where merged_into_id is null',
  'create index "merged_tags" on "tag" ("school_id", "name_key") where merged_into_id is not null',
  `alter table "tag" add constraint "FK_2f72ec0b9701bcd08f8ddfb21aa" foreign key ("school_id") references "school"("id")`,
  `alter table "tag" add constraint "FK_80bc3840a778c6535e4d1496d39" foreign key ("merged_into_id") references "tag"("id")`,
  `create function tag_keys() returns trigger language plpgsql set search_path = pg_catalog, public as $$
     begin
       new.name_key := comparable_text(new.name);
       return new;
     end $$`,
  'create trigger tag_keys before insert or update of name on tag for each row execute function tag_keys()',
];

/** The tag in use with a name, also with a former one; created if there is none. */
const tagNamed = `create function tag_named(p_name text) returns uuid language plpgsql volatile set search_path = pg_catalog, public as $$
  declare found_id uuid;
  begin
    loop
      select coalesce(t.merged_into_id, t.id) into found_id from tag t
       where t.school_id = app_school() and t.name_key = comparable_text(p_name)
       order by t.merged_into_id is not null, t.id desc limit 1;
      if found_id is not null then return found_id; end if;
      insert into tag (name) values (p_name) on conflict do nothing returning id into found_id;
      if found_id is not null then return found_id; end if;
    end loop;
  end $$`;

/**
 * Tags become records. Contacts, steps and conditions refer to them by their IDs, and so do published versions, whose meaning stays the same
 * because conditions compared names in their comparable form before.
 */
export class TagsAreRecords1795646000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, [...tag, tagNamed, ...tables.map((table) => `alter table "${table}" no force row level security`)]);
    // Of several spellings, most people have the one that stays.
    await runner.query(`insert into tag (school_id, name)
      select school_id, mode() within group (order by tag) from contact_tag group by school_id, tag_key`);
    const named: { school: string; name: string }[] = [];
    for (const { school_id, graph } of await graphsOf(runner))
      renamed(
        graph,
        (name) => {
          if (name.trim() !== '') named.push({ school: school_id, name: name.trim() });
          return undefined;
        },
        toIds,
      );
    await runner.query(
      `insert into tag (school_id, name)
       select distinct on (school, comparable_text(name)) school, name from jsonb_to_recordset($1) as g(school uuid, name text)
       on conflict do nothing`,
      [JSON.stringify(named)],
    );
    const ids: { school: string; name: string; id: string }[] = await runner.query(
      `select distinct g.school, g.name, t.id from jsonb_to_recordset($1) as g(school uuid, name text)
         join tag t on t.school_id = g.school and t.name_key = comparable_text(g.name)`,
      [JSON.stringify(named)],
    );
    const byName = new Map(ids.map(({ school, name, id }) => [`${school} ${name}`, id]));
    await renameInGraphs(runner, (school, name) => byName.get(`${school} ${name.trim()}`), toIds);
    await run(runner, [
      `update event set data = data || jsonb_build_object('tagId', t.id) from tag t
        where ${tagEvents} and t.school_id = event.school_id and t.name_key = comparable_text(data->>'tag')`,
      'drop trigger contact_tag_keys on contact_tag',
      'drop function contact_tag_keys()',
      'alter table "contact_tag" rename to "contact_tag_by_name"',
      `create table "contact_tag" ("contact_id" uuid not null, "tag_id" uuid not null, "school_id" uuid not null default app_school(),
         "created_at" timestamptz not null default now(), constraint "PK_contact_tag" primary key ("contact_id", "tag_id"))`,
      `insert into contact_tag (contact_id, tag_id, school_id, created_at)
         select o.contact_id, t.id, o.school_id, min(o.created_at) from contact_tag_by_name o
           join tag t on t.school_id = o.school_id and t.name_key = o.tag_key group by 1, 2, 3`,
      'drop table "contact_tag_by_name"',
      'create index "contacts_by_tag" on "contact_tag" ("school_id", "tag_id", "contact_id")',
      `alter table "contact_tag" add constraint "FK_d1c94ad39ed0bbf8443063402fa" foreign key ("school_id") references "school"("id")`,
      `alter table "contact_tag" add constraint "FK_10a33635dea2deaa247108aaf1a" foreign key ("tag_id") references "tag"("id")`,
      ...tables.filter((table) => table !== 'contact_tag').map((table) => `alter table "${table}" force row level security`),
      ...fence(['tag', 'contact_tag']),
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      [...tables, 'tag'].map((table) => `alter table "${table}" no force row level security`),
    );
    const names: { id: string; name: string }[] = await runner.query(
      'select t.id, coalesce(s.name, t.name) as name from tag t left join tag s on s.id = t.merged_into_id',
    );
    const byId = new Map(names.map(({ id, name }) => [id, name]));
    await renameInGraphs(runner, (_, id) => byId.get(id), toNames);
    await run(runner, [
      `update event set data = data - 'tagId' where ${tagEvents}`,
      'alter table "contact_tag" rename to "contact_tag_by_id"',
      `create table "contact_tag" ("contact_id" uuid not null, "tag" text not null, "school_id" uuid not null default app_school(),
         "created_at" timestamptz not null default now(), "tag_key" text collate "C" not null default '',
         constraint "PK_contact_tag_by_name" primary key ("contact_id", "tag"))`,
      `insert into contact_tag (contact_id, tag, school_id, created_at, tag_key)
         select o.contact_id, t.name, o.school_id, o.created_at, t.name_key from contact_tag_by_id o join tag t on t.id = o.tag_id`,
      'drop table "contact_tag_by_id"',
      'create index "IDX_83b61aceb1256e61e3d85afced" on "contact_tag" ("school_id", "tag_key", "contact_id")',
      `alter table "contact_tag" add constraint "FK_d1c94ad39ed0bbf8443063402fa" foreign key ("school_id") references "school"("id")`,
      `create function contact_tag_keys() returns trigger language plpgsql set search_path = pg_catalog, public as $$
         begin
           new.tag_key := comparable_text(new.tag);
           return new;
         end $$`,
      'create trigger contact_tag_keys before insert or update of tag on contact_tag for each row execute function contact_tag_keys()',
      ...fence(['contact_tag']),
      ...unfenced(['automation', 'automation_version', 'event'], []),
      'drop function tag_named(text)',
      'drop table "tag"',
      'drop function tag_keys()',
    ]);
  }
}
