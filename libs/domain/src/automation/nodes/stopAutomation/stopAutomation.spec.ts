import { describe, expect, it } from '@jest/globals';
import { unloaded } from '../../../../spec-support/nodes.js';
import { stopAutomation } from './index.js';

const other = '01920000-0000-7000-8000-000000000013';

describe('stop automation', () => {
  it('names the other automation', () => {
    expect(stopAutomation.plan({ automation: other }, unloaded)).toMatchObject({
      kind: 'act',
      effect: { kind: 'stopAutomation', scope: 'own', automationId: other },
    });
    expect(stopAutomation.summary({ automation: other }, () => 'Win-back')).toBe('Stop the automation “Win-back”');
  });

  it('without one is not finished', () => {
    expect(stopAutomation.schema.safeParse({ automation: '' }).success).toBe(false);
  });
});
