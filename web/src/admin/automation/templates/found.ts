import { type AutomationTemplate, automationTemplates, type TemplateCategory } from '@perennial/domain/automation';
import { searchIn } from '@perennial/domain/search';

/** Templates of a category, or of all, that fit what was typed. */
export const templatesFor = (query: string, category: TemplateCategory | null): AutomationTemplate[] =>
  searchIn(
    automationTemplates.filter((template) => category === null || template.category === category),
    query,
    ({ name, description, mails }) => [name, description, ...mails.map(({ label }) => label)].join(' '),
  );
