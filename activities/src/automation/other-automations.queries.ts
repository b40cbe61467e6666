import { column, defineQuery, orNull } from '@perennial/db';

/** The names of an automation and of another one; the other is null if it was deleted. */
export const namesOfBoth = defineQuery<[automationId: string, otherId: string]>()({
  columns: { own: column.text(), other: orNull(column.text()) },
  sql: `select a.name as own, o.name as other from automation a left join automation o on o.id = $2 and o.state <> 'deleted' where a.id = $1`,
});

/** Creates a request that ends the other runs of a person in an automation; no row if there are none, or if it was made before. */
export const stopRunsOf = defineQuery<
  [automationId: string, contactId: string, exceptRunId: string, key: string, requestedBy: string]
>()({
  columns: { id: column.uuid },
  sql: `with live as (
          select id, version_id from automation_run
           where automation_id = $1 and contact_id = $2 and id <> $3 and state in ('running', 'waiting', 'parked')
        ), made as (
          insert into run_move (automation_id, version_id, key, requested_by)
          select a.id, a.published_version_id, $4, $5 from automation a
           where a.id = $1 and a.published_version_id is not null and exists (select from live)
          on conflict (school_id, key) do nothing returning id
        ), items as (
          insert into run_move_item (move_id, run_id, from_version_id, node_id) select m.id, l.id, l.version_id, '' from made m, live l
        )
        select id from made`,
});
