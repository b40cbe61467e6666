import { describe, expect, it } from '@jest/globals';
import { isAffected } from '../../ui/api/use-live-updates';
import { adminAffects } from './live';

const affected = (topic: { key: string; id?: string }, ...key: unknown[]) => isAffected(adminAffects, [topic], key);
const id = '01920000-0000-7000-8000-00000000000a';
const other = '01920000-0000-7000-8000-00000000000b';

describe('what a topic makes stale in the admin app', () => {
  it('is the record with its id and the lists, not another record', () => {
    expect(affected({ key: 'contacts', id }, 'contacts', id, 'timeline')).toBe(true);
    expect(affected({ key: 'contacts', id }, 'contacts', { page: 1 })).toBe(true);
    expect(affected({ key: 'contacts', id }, 'contacts', other, 'timeline')).toBe(false);
    expect(affected({ key: 'contacts' }, 'contacts', other, 'timeline')).toBe(true);
  });

  it('is a drawing where it was drawn on, and never because somebody moves through it', () => {
    for (const key of ['automation-drafts', '*']) expect(affected({ key }, 'automations', id)).toBe(true);
    expect(affected({ key: 'automation-drafts', id: other }, 'automations', id)).toBe(false);
    expect(affected({ key: 'automation-drafts', id }, 'automations', id, 'runs')).toBe(false);
    for (const key of ['automations', 'runs']) {
      expect(affected({ key }, 'automations', id)).toBe(false);
      expect(affected({ key }, 'automations', id, 'standing')).toBe(true);
      expect(affected({ key }, 'automations', 'attention', false)).toBe(true);
    }
  });

  it('is the name of a record where it is picked or shown', () => {
    expect(affected({ key: 'products', id }, 'lookups', 'course', 'id', id)).toBe(true);
    expect(affected({ key: 'products', id }, 'lookups', 'template', 'id', id)).toBe(false);
    expect(affected({ key: 'email-templates', id }, 'lookups', 'template', 'search', '')).toBe(true);
  });

  it('is everything that is followed for *, and nothing for a topic that is not known', () => {
    expect(affected({ key: '*' }, 'home')).toBe(true);
    expect(affected({ key: '*' }, 'search')).toBe(false);
    expect(affected({ key: 'of-a-later-release' }, 'home')).toBe(false);
  });
});
