import { column, defineQuery } from '@perennial/db';

/** The automations of built-in messages, with the graph that is published. */
export const publishedMessages = defineQuery()({
  columns: { key: column.text(), automationId: column.uuid, state: column.text(), graph: column.json<object>() },
  sql: `select a.built_in_key as key, a.id as automation_id, a.state, v.graph
          from automation a join automation_version v on v.id = a.published_version_id where a.built_in_key is not null`,
});
