/** Part of a statement: drafts, published versions, and older versions that people are in, as text. */
export const graphsInUse = `graphs as materialized (
  select a.id as automation_id, a.draft::text as graph from automation a where a.state <> 'deleted'
  union all
  select v.automation_id, v.graph::text from automation_version v join automation a on a.id = v.automation_id
   where (v.id = a.published_version_id and a.state <> 'deleted') or exists (select from automation_run r where r.automation_id = v.automation_id
         and r.state in ('running', 'waiting', 'parked') and r.version_id = v.id))`;
