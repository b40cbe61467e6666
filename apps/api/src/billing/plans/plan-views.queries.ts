import { column, defineQuery } from '@perennial/db';
import { heldStates } from '@perennial/domain/billing';

const held = `m.state in (${heldStates.map((state) => `'${state}'`).join(', ')})`;

/** How many people have a membership of each plan; those on test clocks do not count. */
export const membersOfPlans = defineQuery<[planIds: readonly string[]]>()({
  prepared: true,
  columns: { planId: column.uuid, count: column.integer },
  // Plan by plan, an index has all that is counted. The few people on test clocks are subtracted: a join with every contact would
  // take longer than the count.
  sql: `with tests as (
      select m.plan_id, count(*) as count from contact c join membership m on m.contact_id = c.id
       where c.clock_id is not null and m.plan_id = any($1::uuid[]) and ${held} group by 1
    )
    select asked.plan_id, (counted.count - coalesce(t.count, 0))::int as count
      from unnest($1::uuid[]) asked (plan_id)
     cross join lateral (select count(*) as count from membership m where m.plan_id = asked.plan_id and ${held}) counted
      left join tests t on t.plan_id = asked.plan_id`,
});
