import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Repeater } from './repeater.js';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

/** Work of which each run lasts until it is told to end. */
function slowWork() {
  const runs: { end: () => void; isStopping: () => boolean }[] = [];
  const once = (isStopping: () => boolean) => new Promise<void>((end) => runs.push({ end, isStopping }));
  return { runs, work: { everyMs: 1000, once } };
}

describe('a repeater', () => {
  it('runs at its interval, and at once only if the work says so', () => {
    const { runs, work } = slowWork();
    const later = new Repeater(work);
    later.start();
    expect(runs.length).toBe(0);
    jest.advanceTimersByTime(1000);
    expect(runs.length).toBe(1);
    new Repeater({ ...work, startsAtOnce: true }).start();
    expect(runs.length).toBe(2);
  });

  it('does not run twice at once', async () => {
    const { runs, work } = slowWork();
    new Repeater(work).start();
    await jest.advanceTimersByTimeAsync(5000);
    expect(runs.length).toBe(1);
    runs[0]?.end();
    await jest.advanceTimersByTimeAsync(1000);
    expect(runs.length).toBe(2);
  });

  it('stops after the run in progress, which it tells', async () => {
    const { runs, work } = slowWork();
    const repeater = new Repeater(work);
    repeater.start();
    await jest.advanceTimersByTimeAsync(1000);
    expect(runs[0]?.isStopping()).toBe(false);
    let stopped = false;
    const stopping = repeater.stop().then(() => {
      stopped = true;
    });
    await jest.advanceTimersByTimeAsync(5000);
    expect([stopped, runs[0]?.isStopping()]).toEqual([false, true]);
    runs[0]?.end();
    await stopping;
    await jest.advanceTimersByTimeAsync(5000);
    expect(runs.length).toBe(1);
  });
});
