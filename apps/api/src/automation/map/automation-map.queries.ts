import { column, defineQuery } from '@perennial/db';

/** What people enter, or are in: the published graphs of automations that are active or paused. */
export const publishedGraphs = defineQuery<[]>()({
  columns: {
    id: column.uuid,
    name: column.text(),
    state: column.text<'active' | 'paused'>(),
    builtIn: column.boolean,
    graph: column.json<object>(),
  },
  sql: `select a.id, a.name, a.state, a.built_in_key is not null as built_in, v.graph
          from automation a join automation_version v on v.id = a.published_version_id
         where a.state in ('active', 'paused') order by a.name, a.id`,
});
