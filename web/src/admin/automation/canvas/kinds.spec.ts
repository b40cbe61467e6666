import { describe, expect, it } from '@jest/globals';
import { kindsBehind } from './kinds';

describe('the step that Enter adds', () => {
  it.each([
    ['if', 'ifElse'],
    ['wait', 'waitDuration'],
    ['event', 'waitForEvent'],
    ['cert', 'issueCertificate'],
    ['mail', 'sendEmail'],
    ['', 'sendEmail'],
  ])('after “%s” is %s', (typed, kind) => {
    expect(kindsBehind(typed)[0]?.kinds[0]).toBe(kind);
  });

  it('is never a trigger, and none where nothing is found', () => {
    expect(kindsBehind('trigger').flatMap(({ kinds }) => kinds)).not.toContain('trigger');
    expect(kindsBehind('zzz')).toEqual([]);
  });
});
