import { describe, expect, it } from '@jest/globals';
import { someId, unloaded } from '../../../../spec-support/nodes.js';
import { sendEmail } from './index.js';

describe('send email', () => {
  it('is an external effect with its template, audience and category', () => {
    expect(sendEmail.plan({ templateId: someId, category: 'marketing' }, unloaded)).toMatchObject({
      kind: 'act',
      effect: { kind: 'sendEmail', scope: 'external', templateId: someId, audience: 'contact', category: 'marketing' },
    });
  });
  it('names its template', () => {
    expect(sendEmail.summary({ templateId: someId, audience: 'staff' }, () => 'New sale')).toBe(
      'Send the email “New sale” to the staff',
    );
  });
  it('without a template is not finished', () => {
    expect(sendEmail.summary(sendEmail.defaults, () => undefined)).toBe('Send email: needs setup');
  });
  it('is marketing by default, and keeps its meaning in stored steps without the setting', () => {
    expect(sendEmail.defaults.category).toBe('marketing');
    expect(sendEmail.plan({ templateId: someId }, unloaded)).toMatchObject({ effect: { category: 'transactional' } });
  });
});
