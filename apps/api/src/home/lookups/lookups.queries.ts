import { column, defineQuery, orNull } from '@perennial/db';
import type { LookupKind, SearchKind } from '@perennial/domain/search';

interface LookupSource {
  /** Rows with `id`, `label`, `detail` and whether the record can still be chosen. */
  readonly rows: string;
  /** The index its names are in; without one, names are compared row by row. */
  readonly index?: SearchKind;
}

const product = (where: string): string =>
  `select id, title as label, case when status = 'archived' then 'Archived' end as detail, status <> 'archived' as open
     from product where ${where}`;

const sources: Readonly<Record<LookupKind, LookupSource>> = {
  contact: {
    rows: `select id, coalesce(nullif(name, ''), email) as label, case when name <> '' then email end as detail, true as open
             from contact`,
    index: 'contact',
  },
  plan: {
    rows: `select id, title as label, case when status = 'archived' then 'Archived' end as detail, status <> 'archived' as open
             from plan`,
    index: 'plan',
  },
  product: { rows: product('true'), index: 'product' },
  course: { rows: product(`kind = 'course'`), index: 'product' },
  template: { rows: 'select id, name as label, null::text as detail, true as open from email_template', index: 'email_template' },
  automation: {
    rows: `select id, name as label, null::text as detail, true as open from automation where built_in_key is null and state <> 'deleted'`,
    index: 'automation',
  },
  clock: { rows: 'select id, name as label, null::text as detail, true as open from clock' },
  lesson: {
    rows: `select lesson.id, lesson.title as label, course.title as detail, true as open
             from lesson join product course on course.id = lesson.course_id`,
  },
  field: { rows: 'select id, name as label, null::text as detail, true as open from contact_field' },
  segment: { rows: 'select id, name as label, null::text as detail, true as open from segment', index: 'segment' },
  // A merged tag has the name of the tag in use.
  tag: {
    rows: `select t.id, coalesce(s.name, t.name) as label, null::text as detail, t.merged_into_id is null as open
             from tag t left join tag s on s.id = t.merged_into_id`,
  },
};

const columns = { id: column.text(), label: column.text(), detail: orNull(column.text()) };

/** A query for each kind of record. */
const perKind = <Q>(query: (kind: LookupKind) => Q): Readonly<Record<LookupKind, Q>> => ({
  contact: query('contact'),
  plan: query('plan'),
  product: query('product'),
  segment: query('segment'),
  course: query('course'),
  template: query('template'),
  automation: query('automation'),
  clock: query('clock'),
  field: query('field'),
  lesson: query('lesson'),
  tag: query('tag'),
});

/** Records of a kind with the IDs, whether or not they can still be chosen. */
export const lookupByIds = perKind((kind) =>
  defineQuery<[ids: readonly string[]]>()({
    columns,
    sql: `select id::text as id, label, detail from (${sources[kind].rows}) record
           where id = any($1::uuid[]) order by label, id`,
  }),
);

/** Records of a kind that can be chosen and have every word; names that begin with the words come first. */
export const lookupByName = perKind((kind) => {
  const { rows, index } = sources[kind];
  const matches = index
    ? `id = any(array(select found.id from search_entries(app_school(), '{${index}}', $1) found))`
    : `not exists (select from unnest(string_to_array(trim(search_normal($1)), ' ')) word
                    where strpos(search_normal(label), word) = 0)`;
  return defineQuery<[words: string, limit: number]>()({
    columns,
    sql: `select id::text as id, label, detail from (${rows}) record
           where open and ($1 = '' or ${matches})
           order by not starts_with(search_normal(label), search_normal($1)), label, id limit $2`,
  });
});
