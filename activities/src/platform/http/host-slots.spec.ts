import { describe, expect, it } from '@jest/globals';
import { HostSlots } from './host-slots.js';

let now = 0;
const slots = () => new HostSlots(() => new Date(now), { perHost: 2, total: 3, slowForMs: 1_000 });

describe('places for calls', () => {
  it('are a few for each host: one that does not answer leaves those of the others', () => {
    const places = slots();
    expect([places.take('a'), places.take('a')].map(Boolean)).toEqual([true, true]);
    expect(places.take('a')).toBeNull();
    expect(places.take('b')).not.toBeNull();
  });

  it('are limited in all', () => {
    const places = slots();
    expect(['a', 'a', 'b', 'c'].map((host) => places.take(host) !== null)).toEqual([true, true, true, false]);
  });

  it('are given back once, however often that is called', () => {
    const places = slots();
    const release = places.take('a');
    places.take('a');
    release?.();
    release?.();
    expect(places.take('a')).not.toBeNull();
    expect(places.take('a')).toBeNull();
  });

  it('are kept from a host that was slow, for a while', () => {
    const places = slots();
    places.slow('a');
    expect(places.take('a')).toBeNull();
    expect(places.take('b')).not.toBeNull();
    now += 1_001;
    expect(places.take('a')).not.toBeNull();
  });
});
