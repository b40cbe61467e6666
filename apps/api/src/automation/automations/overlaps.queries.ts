import { column, defineQuery } from '@perennial/db';

/** The published graphs of the other active automations that send emails. */
export const otherActiveGraphs = defineQuery<[id: string]>()({
  columns: { automationId: column.uuid, name: column.text(), builtIn: column.boolean, graph: column.json<object>() },
  sql: `select a.id as automation_id, a.name, a.built_in_key is not null as built_in, v.graph
          from automation a join automation_version v on v.id = a.published_version_id
         where a.id <> $1 and a.state = 'active' and v.graph @? '$.nodes[*] ? (@.kind == "sendEmail")' order by a.name, a.id`,
});
