import { column, defineQuery, orNull } from '@perennial/db';

/** Tags of contacts. */
export const tagsOf = defineQuery<[contactIds: readonly string[]]>()({
  prepared: true,
  columns: { contactId: column.uuid, tag: column.text() },
  sql: `select c.contact_id, t.name as tag from contact_tag c join tag t on t.id = c.tag_id
         where c.contact_id = any($1::uuid[]) order by t.name`,
});

/** Portal accounts of contacts. */
export const accountsOf = defineQuery<[contactIds: readonly string[]]>()({
  prepared: true,
  columns: { contactId: column.uuid, lastLoginAt: orNull(column.timestamp) },
  sql: 'select contact_id, last_login_at from member_account where contact_id = any($1::uuid[])',
});

/** Products that are open to contacts, each by their own clock. */
export const accessOf = defineQuery<[contactIds: readonly string[], wall: Date]>()({
  prepared: true,
  columns: { contactId: column.uuid, productId: column.uuid, title: column.text(), endsAt: orNull(column.timestamp) },
  sql: `select e.contact_id, e.product_id, p.title, case when bool_or(e.ends_at is null) then null else max(e.ends_at) end as ends_at
          from entitlement e join product p on p.id = e.product_id join contact c on c.id = e.contact_id
          left join clock k on k.id = c.clock_id
         where e.contact_id = any($1::uuid[]) and e.revoked_at is null and e.starts_at <= coalesce(k.now, $2)
           and (e.ends_at is null or e.ends_at > coalesce(k.now, $2))
         group by 1, 2, 3 order by 3`,
});
