import { Injectable } from '@nestjs/common';
import type { EmailTemplate } from '@perennial/db';
import { iso } from '../../platform/http/schemas.js';
import type { TemplateSummary } from './email.schemas.js';
import { MailUses } from './mail-uses.js';

/** What lists show of email templates, in one statement. In the open scope. */
@Injectable()
export class EmailTemplateViews {
  constructor(private readonly uses: MailUses) {}

  async of(templates: readonly EmailTemplate[]): Promise<TemplateSummary[]> {
    const uses = await this.uses.of(templates.map(({ id }) => id));
    return templates.map(({ id, name, builtInKey, updatedAt }) => ({
      id,
      name,
      builtInKey,
      updatedAt: iso(updatedAt),
      usedBy: uses.get(id) ?? [],
    }));
  }
}
