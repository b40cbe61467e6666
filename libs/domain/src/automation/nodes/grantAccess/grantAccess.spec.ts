import { describe, expect, it } from '@jest/globals';
import { someId, unloaded, visitBy } from '../../../../spec-support/nodes.js';
import { grantAccess } from './index.js';

describe('grant access', () => {
  it('permanent access needs no time zone', () => {
    expect(grantAccess.plan({ productId: someId }, unloaded)).toMatchObject({
      effect: { kind: 'grantAccess', productId: someId, until: null },
    });
  });
  it('days are counted on the person’s calendar', () => {
    expect(grantAccess.plan({ productId: someId, days: 1 }, unloaded).kind).toBe('load');
    const visit = visitBy('Europe/Berlin', {}, '2026-03-28T11:00:00.000Z');
    expect(grantAccess.plan({ productId: someId, days: 1 }, visit)).toMatchObject({
      effect: { until: '2026-03-29T10:00:00.000Z' },
    });
  });
  it('describes the duration', () => {
    expect(grantAccess.summary({ productId: someId, days: 30 }, () => 'Glaze')).toBe('Give access to “Glaze” for 30 days');
  });
});
