import { describe, expect, it } from '@jest/globals';
import { unloaded } from '../../../../spec-support/nodes.js';
import { notifyStaff } from './index.js';

const config = { role: 'support', subject: 'Call {{ contact.name }}', message: 'They asked for help.' };

describe('notify staff', () => {
  it('is an external effect with its role and texts', () => {
    expect(notifyStaff.plan(config, unloaded)).toMatchObject({
      kind: 'act',
      effect: { kind: 'notifyStaff', scope: 'external', ...config },
    });
  });

  it('notifies everyone unless a role is chosen', () => {
    expect(notifyStaff.plan({ subject: 'a', message: 'b' }, unloaded)).toMatchObject({ effect: { role: 'everyone' } });
  });

  it.each([
    [{ ...config, subject: ' ' }],
    [{ ...config, message: '' }],
    [{ ...config, message: '{{ contact.name' }],
    [{ ...config, role: 'member' }],
  ])('refuses %j', (bad) => {
    expect(notifyStaff.schema.safeParse(bad).success).toBe(false);
  });

  it('reads as a sentence', () => {
    expect(notifyStaff.summary(config, () => undefined)).toBe('Notify support: Call …');
    expect(notifyStaff.summary({ subject: 'Call back', message: 'b' }, () => undefined)).toBe('Notify the staff: Call back');
    expect(notifyStaff.summary(notifyStaff.defaults, () => undefined)).toBe('Notify staff: needs setup');
  });
});
