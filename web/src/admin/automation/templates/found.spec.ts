import { describe, expect, it } from '@jest/globals';
import { automationTemplates, templateCategories } from '@perennial/domain/automation';
import { templatesFor } from './found';

const ids = (query: string, category: Parameters<typeof templatesFor>[1] = null) =>
  templatesFor(query, category).map(({ id }) => id);

describe('the gallery of templates', () => {
  it('has twelve, each in a category', () => {
    expect(ids('')).toHaveLength(12);
    expect(templateCategories.flatMap((category) => ids('', category)).sort()).toEqual(
      automationTemplates.map(({ id }) => id).sort(),
    );
    for (const category of templateCategories) expect(ids('', category)).not.toEqual([]);
  });

  it('finds a template by its name, and by what it does', () => {
    expect(ids('rescue')).toContain('trial-rescue');
    expect(ids('certificate')).toContain('course-completion');
    expect(ids('certificate', 'Payments')).toEqual([]);
  });
});
