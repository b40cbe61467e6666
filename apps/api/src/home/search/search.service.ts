import { Injectable } from '@nestjs/common';
import { Tenancy } from '@perennial/db';
import { searchable } from '../../platform/http/lists.js';
import type { SearchResults } from './search.schemas.js';

const perKind = 5;

/** Searches everything with a name at once. */
@Injectable()
export class SearchService {
  constructor(private readonly tenancy: Tenancy) {}

  /**
   * The best of each kind: those that begin with what was typed, then those with a word that does, then the rest. Built-in
   * automations are left out: staff know them as messages of the email settings.
   */
  search(schoolId: string, typed: string): Promise<SearchResults> {
    return this.tenancy.withSchool(schoolId, async () => ({
      items: await this.tenancy.rows<SearchResults['items'][number]>(
        `with named as (
           select found.kind, found.id, found.words,
                  coalesce(nullif(contact.name, ''), contact.email, plan.title, product.title, automation.name, template.name) as title,
                  case when contact.name <> '' then contact.email end as detail
             from search_entries(app_school(), '{contact, plan, product, automation, email_template}', $1) found
             left join contact on contact.id = found.id
             left join plan on plan.id = found.id and plan.status <> 'archived'
             left join product on product.id = found.id and product.status <> 'archived'
             left join automation on automation.id = found.id and automation.built_in_key is null
             left join email_template template on template.id = found.id),
         ranked as (
           select kind, id, title, detail,
                  row_number() over (partition by kind order by not starts_with(words, ' ' || search_normal($1)),
                    strpos(words, ' ' || search_normal($1)) = 0, words, id) as place
             from named where title is not null)
         select kind, id, title, detail from ranked where place <= $2
          order by array_position('{contact, plan, product, automation, email_template}', kind), place`,
        [searchable(typed), perKind],
      ),
    }));
  }
}
