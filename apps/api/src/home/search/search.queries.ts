import { column, defineQuery, orNull } from '@perennial/db';
import type { SearchKind } from '@perennial/domain/search';

/** Kinds in the order of the results, with what their entries need to be shown; people are always shown. */
const kinds: Readonly<Record<SearchKind, string>> = {
  contact: 'true',
  plan: `exists (select from plan where plan.id = f.id and plan.status <> 'archived')`,
  product: `exists (select from product where product.id = f.id and product.status <> 'archived')`,
  automation: `exists (select from automation where automation.id = f.id and automation.built_in_key is null and automation.state <> 'deleted')`,
  segment: 'exists (select from segment where segment.id = f.id)',
  email_template: 'exists (select from email_template where email_template.id = f.id)',
};
const listed = (of: readonly string[]): string => `'{${of.join(', ')}}'`;
const names = listed(Object.keys(kinds));
const notPeople = listed(Object.keys(kinds).filter((kind) => kind !== 'contact'));

/** Among how many people with a word in another place than the beginning the best are looked for. */
const mostPeople = 2_000;
/** How many entries of a kind that begin with what was typed are looked at for one that is shown. */
const beginningsPerResult = 4;

const best = Object.entries(kinds)
  .map(
    ([kind, isShown]) => `
      (select f.kind, f.id, row_number() over () as place from (
         select f.kind, f.id from found f, typed where f.kind = '${kind}' and ${isShown}
          order by not starts_with(f.words, typed.words), strpos(f.words, typed.words) = 0, f.words, f.id
          limit $2) f)`,
  )
  .join(' union all ');

/**
 * The best records of each kind that have every word: those that begin with what was typed, then those with a word that does,
 * then the rest. A word can match a large part of all people, so those with it in another place are ranked among some of them, and only the
 * best are joined with their records.
 */
export const bestOfEachKind = defineQuery<[words: string, perKind: number]>()({
  prepared: true,
  columns: { kind: column.text<SearchKind>(), id: column.uuid, title: column.text(), detail: orNull(column.text()) },
  sql: `with typed as materialized (select ' ' || search_normal($1) as words),
             found as materialized (
               select kind, id, words from search_beginnings(app_school(), ${names}, $1, ${beginningsPerResult} * $2)
               union select kind, id, words from search_entries(app_school(), '{contact}', $1, ${mostPeople})
               union select kind, id, words from search_entries(app_school(), ${notPeople}, $1)),
             best as (${best})
        select best.kind, best.id,
               coalesce(nullif(contact.name, ''), contact.email, plan.title, product.title, automation.name, segment.name, template.name) as title,
               case when contact.name <> '' then contact.email end as detail
          from best
          left join contact on contact.id = best.id
          left join plan on plan.id = best.id
          left join product on product.id = best.id
          left join automation on automation.id = best.id
          left join segment on segment.id = best.id
          left join email_template template on template.id = best.id
         order by array_position(${names}, best.kind), best.place`,
});
