import { column, defineQuery, orNull } from '@perennial/db';

/** Automations that send one of the templates, as drawn or as published, with the events that trigger them. */
export const usesOfTemplates = defineQuery<[templateIds: readonly string[]]>()({
  columns: {
    templateId: column.text(),
    automationId: column.uuid,
    automationName: column.text(),
    state: column.text<'draft' | 'active' | 'paused' | 'archived'>(),
    builtInKey: orNull(column.text()),
    published: column.boolean,
    audience: column.text<'contact' | 'staff'>(),
    eventTypes: column.textArray(),
  },
  sql: `with drawn as (
         select a.id, a.name, a.state, a.built_in_key, g.graph, g.published from automation a
           left join automation_version v on v.id = a.published_version_id
           cross join lateral (values (a.draft, false), (v.graph, true)) g(graph, published)
          where g.graph is not null and a.state <> 'deleted'
       ), sends as (
         select d.*, n->'config'->>'templateId' as template_id, coalesce(n->'config'->>'audience', 'contact') as audience
           from drawn d cross join lateral jsonb_path_query(d.graph, 'lax $.nodes[*] ? (@.kind == "sendEmail")') n
       )
       select template_id, id as automation_id, name as automation_name, state, built_in_key,
              bool_or(published) as published, min(audience) as audience,
              array(select distinct t->'config'->>'eventType' from sends s
                     cross join lateral jsonb_path_query(s.graph, 'lax $.nodes[*] ? (@.kind == "trigger")') t
                    where s.id = sends.id and s.template_id = sends.template_id order by 1) as event_types
         from sends where template_id = any($1) group by 1, 2, 3, 4, 5 order by name, id`,
});

/** An automation that sends a template in its draft, or in any version. No row if none does. */
export const automationWithTemplate = defineQuery<[templateId: string]>()({
  columns: { name: column.text() },
  sql: `select a.name from automation a where (a.state <> 'deleted' and strpos(a.draft::text, $1::text) > 0) or exists (
          select from automation_version v where v.automation_id = a.id and strpos(v.graph::text, $1::text) > 0) limit 1`,
});
