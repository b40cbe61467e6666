import { describe, expect, it } from '@jest/globals';
import { callerOf } from './caller.js';

describe('whom an attempt is counted for', () => {
  it('all addresses of one /64 network count as one', () => {
    const addresses = ['2001:db8:1:2::1', '2001:db8:1:2:ffff:ffff:ffff:ffff', '2001:0DB8:0001:0002::abcd'];
    expect(new Set(addresses.map(callerOf))).toEqual(new Set(['2001:db8:1:2::/64']));
    expect(callerOf('2001:db8:1:3::1')).not.toBe(callerOf('2001:db8:1:2::1'));
  });

  it('an IPv4 address counts for itself, also inside an IPv6 one', () => {
    expect(callerOf('203.0.113.7')).toBe('203.0.113.7');
    expect(callerOf('::ffff:203.0.113.7')).toBe('203.0.113.7');
    expect(callerOf('203.0.113.8')).not.toBe(callerOf('203.0.113.7'));
  });
});
