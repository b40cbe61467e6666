import { describe, expect, it } from '@jest/globals';
import { RelayBell } from './wake-up.js';

const waited = async (bell: RelayBell, atMost: number) => {
  const since = performance.now();
  await bell.wait(atMost);
  return performance.now() - since;
};

describe('the bell of the relay', () => {
  it('ends a wait at once', async () => {
    const bell = new RelayBell();
    setTimeout(() => bell.ring(), 5);
    expect(await waited(bell, 10_000)).toBeLessThan(5_000);
  });

  it('is remembered when it rings while nobody waits, once', async () => {
    const bell = new RelayBell();
    bell.ring();
    bell.ring();
    expect(await waited(bell, 10_000)).toBeLessThan(5_000);
    expect(await waited(bell, 30)).toBeGreaterThanOrEqual(25);
  });

  it('lets the wait end without it: a ring may be lost', async () => {
    expect(await waited(new RelayBell(), 30)).toBeGreaterThanOrEqual(25);
  });
});
