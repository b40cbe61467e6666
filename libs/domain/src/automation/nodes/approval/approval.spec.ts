import { describe, expect, it } from '@jest/globals';
import { unloaded, visitBy } from '../../../../spec-support/nodes.js';
import { approval } from './index.js';

const config = { role: 'admin', question: 'Refund {{ contact.name }}?', limitAmount: 2, limitUnit: 'days', remindAfterHours: 24 };

describe('ask for approval', () => {
  it('asks those with the role, until a time on the person’s calendar, and reminds them once', () => {
    // It is 19:00 in Tokyo.
    expect(approval.plan(config, visitBy('Asia/Tokyo'))).toMatchObject({
      kind: 'ask',
      role: 'admin',
      question: 'Refund {{ contact.name }}?',
      until: '2027-01-22T10:00:00.000Z',
      remindAt: '2027-01-21T10:00:00.000Z',
      reason: 'Waits for a decision by the staff until 22 Jan 2027, 19:00 (Asia/Tokyo).',
    });
  });

  it('sends no reminder without one, or after the time limit', () => {
    expect(approval.plan({ ...config, remindAfterHours: null }, visitBy('UTC'))).toMatchObject({ remindAt: null });
    expect(approval.plan({ ...config, remindAfterHours: 48 }, visitBy('UTC'))).toMatchObject({ remindAt: null });
  });

  it('requests the person’s zone only if it decides', () => {
    expect(approval.plan(config, unloaded)).toMatchObject({ kind: 'load' });
    expect(approval.plan({ ...config, limitUnit: 'hours' }, unloaded)).toMatchObject({ kind: 'ask' });
  });

  it('has a branch for each answer, and one for none', () => {
    expect(approval.ports(config).map(({ id, label }) => `${id}: ${label}`)).toEqual([
      'approved: approved',
      'declined: declined',
      'noAnswer: no answer within 2 days',
    ]);
    expect(approval.ports({}).at(-1)?.label).toBe('no answer');
  });

  it('reads as a sentence', () => {
    expect(approval.summary(config, () => undefined)).toBe('Ask the admins: Refund …?');
    expect(approval.summary(approval.defaults, () => undefined)).toBe('Ask for approval: needs setup');
  });

  it.each([
    { ...config, question: ' ' },
    { ...config, question: 'Refund {{ contact.name' },
    { ...config, limitAmount: 0 },
    { ...config, role: 'nobody' },
    { ...config, remindAfterHours: 0 },
  ])('refuses %j', (wrong) => {
    expect(approval.schema.safeParse(wrong).success).toBe(false);
  });
});
