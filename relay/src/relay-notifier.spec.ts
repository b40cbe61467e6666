import { describe, expect, it } from '@jest/globals';
import { RelayNotifier } from './relay-notifier.js';

const waited = async (notifier: RelayNotifier, atMost: number) => {
  const since = performance.now();
  await notifier.wait(atMost);
  return performance.now() - since;
};

describe('the notifier of the relay', () => {
  it('ends a wait immediately', async () => {
    const notifier = new RelayNotifier();
    setTimeout(() => notifier.notify(), 5);
    expect(await waited(notifier, 10_000)).toBeLessThan(5_000);
  });

  it('is remembered once when it arrives while nothing waits', async () => {
    const notifier = new RelayNotifier();
    notifier.notify();
    notifier.notify();
    expect(await waited(notifier, 10_000)).toBeLessThan(5_000);
    expect(await waited(notifier, 30)).toBeGreaterThanOrEqual(25);
  });

  it('lets the wait end without it: a notification may be lost', async () => {
    expect(await waited(new RelayNotifier(), 30)).toBeGreaterThanOrEqual(25);
  });
});
