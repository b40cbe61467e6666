import { describe, expect, it } from '@jest/globals';
import { unloaded } from '../../../../spec-support/nodes.js';
import { startAutomation } from './index.js';

const other = '01920000-0000-7000-8000-000000000013';

describe('start automation', () => {
  it('names the other automation', () => {
    expect(startAutomation.plan({ automation: other }, unloaded)).toMatchObject({
      kind: 'act',
      effect: { kind: 'startAutomation', scope: 'own', automationId: other },
    });
    expect(startAutomation.summary({ automation: other }, () => 'Win-back')).toBe('Start the automation “Win-back”');
  });

  it('without one is not finished', () => {
    expect(startAutomation.schema.safeParse({ automation: '' }).success).toBe(false);
  });
});
