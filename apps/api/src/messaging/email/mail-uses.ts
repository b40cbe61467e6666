import { Injectable } from '@nestjs/common';
import { Tenancy } from '@perennial/db';
import { isEventType } from '@perennial/domain/events';
import type { MailUse } from './email.schemas.js';

interface UseRow extends Omit<MailUse, 'eventTypes'> {
  readonly templateId: string;
  readonly eventTypes: readonly string[];
}

/** Which automations send which mails, as drawn or as published. In the open scope. */
@Injectable()
export class MailUses {
  constructor(private readonly tenancy: Tenancy) {}

  /** By template; templates that nothing sends are left out. */
  async of(templateIds: readonly string[]): Promise<ReadonlyMap<string, MailUse[]>> {
    const rows = await this.tenancy.rows<UseRow>(
      `with drawn as (
         select a.id, a.name, a.state, a.built_in_key, g.graph, g.published from automation a
           left join automation_version v on v.id = a.published_version_id
           cross join lateral (values (a.draft, false), (v.graph, true)) g(graph, published)
          where g.graph is not null
       ), sends as (
         select d.*, n->'config'->>'templateId' as template_id, coalesce(n->'config'->>'audience', 'contact') as audience
           from drawn d cross join lateral jsonb_path_query(d.graph, 'lax $.nodes[*] ? (@.kind == "sendEmail")') n
       )
       select template_id as "templateId", id as "automationId", name as "automationName", state, built_in_key as "builtInKey",
              bool_or(published) as published, min(audience) as audience,
              array(select distinct t->'config'->>'eventType' from sends s
                     cross join lateral jsonb_path_query(s.graph, 'lax $.nodes[*] ? (@.kind == "trigger")') t
                    where s.id = sends.id and s.template_id = sends.template_id order by 1) as "eventTypes"
         from sends where template_id = any($1) group by 1, 2, 3, 4, 5 order by name, id`,
      [templateIds],
    );
    const uses = new Map<string, MailUse[]>();
    for (const { templateId, eventTypes, ...use } of rows)
      uses.set(templateId, [...(uses.get(templateId) ?? []), { ...use, eventTypes: eventTypes.filter(isEventType) }]);
    return uses;
  }
}
