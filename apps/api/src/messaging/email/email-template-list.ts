import { EmailTemplate } from '@perennial/db';
import type { emailTemplateSortColumns } from '@perennial/domain/messaging';
import { listModule } from '../../identity/lists/list-module.js';
import { EmailModule } from './email.module.js';
import { TemplateSummary } from './email.schemas.js';
import { EmailTemplateViews } from './email-template-views.js';

/** The email templates of a school. */
export const EmailTemplateListModule = listModule({
  path: 'email-templates',
  tag: 'Email',
  summary: 'Email templates with the automations that send them, a page at a time',
  name: 'EmailTemplate',
  entity: EmailTemplate,
  search: 'email_template',
  sorts: { name: 'row.name', updatedAt: 'row.updatedAt' } satisfies Record<(typeof emailTemplateSortColumns)[number], string>,
  defaultSort: 'name',
  filters: {},
  item: TemplateSummary,
  view: { module: EmailModule, provider: EmailTemplateViews },
});
