import { column, defineQuery, orNull } from '@perennial/db';

/** Memberships that a person has. */
export const heldMemberships = defineQuery<[contactId: string]>()({
  columns: { id: column.uuid, planId: column.uuid },
  sql: `select id, plan_id from membership where contact_id = $1 and state not in ('pending', 'ended', 'abandoned')`,
});

/** Products of plans to which a person has access without the plan, and the source of that access. */
export const openProducts = defineQuery<[contactId: string, planIds: readonly string[], now: Date]>()({
  columns: { planId: column.uuid, title: column.text(), through: orNull(column.text()), until: orNull(column.timestamp) },
  sql: `select distinct on (i.plan_id, i.position) i.plan_id, p.title, own.title as through, e.ends_at as until
          from plan_item i join product p on p.id = i.product_id
          join entitlement e on e.product_id = p.id and e.contact_id = $1 and e.revoked_at is null and e.starts_at <= $3
           and (e.ends_at is null or e.ends_at > $3)
          left join membership m on e.source = 'membership' and m.id::text = e.source_id
          left join plan own on own.id = m.plan_id
         where i.plan_id = any($2::uuid[]) and m.plan_id is distinct from i.plan_id
         order by i.plan_id, i.position, e.ends_at desc nulls first`,
});
