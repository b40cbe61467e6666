import { Injectable } from '@nestjs/common';
import { Tenancy } from '@perennial/db';
import { isEventType } from '@perennial/domain/events';
import type { MailUse } from './email.schemas.js';
import { usesOfTemplates } from './mail-uses.queries.js';

/** Which automations send which mails, as drawn or as published. In the open scope. */
@Injectable()
export class MailUses {
  constructor(private readonly tenancy: Tenancy) {}

  /** By template; templates that nothing sends are left out. */
  async of(templateIds: readonly string[]): Promise<ReadonlyMap<string, MailUse[]>> {
    const rows = await this.tenancy.rowsOf(usesOfTemplates, templateIds);
    const uses = new Map<string, MailUse[]>();
    for (const { templateId, eventTypes, ...use } of rows)
      uses.set(templateId, [...(uses.get(templateId) ?? []), { ...use, eventTypes: eventTypes.filter(isEventType) }]);
    return uses;
  }
}
