import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Deferred } from './deferred';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

describe('a deferred part', () => {
  it('does what waits for it in the order of the calls, and later calls immediately', async () => {
    const done: string[] = [];
    const part = new Deferred(async () => 'dialogs');
    part.whenLoaded((it) => done.push(`1 ${it}`));
    part.whenLoaded((it) => done.push(`2 ${it}`));
    expect(done).toEqual([]);
    await jest.advanceTimersByTimeAsync(0);
    part.whenLoaded((it) => done.push(`3 ${it}`));
    expect(done).toEqual(['1 dialogs', '2 dialogs', '3 dialogs']);
  });

  it('is requested once, whoever needs it', async () => {
    const request = jest.fn(async () => 'dialogs');
    const part = new Deferred(request);
    part.load();
    part.whenLoaded(() => undefined);
    await jest.advanceTimersByTimeAsync(0);
    part.load();
    expect(request).toHaveBeenCalledTimes(1);
  });

  it('is requested again after a failure, and loses nothing that waits for it', async () => {
    let failures = 2;
    const part = new Deferred(async () => {
      if (failures-- > 0) throw new Error('the network is down');
      return 'dialogs';
    });
    const shown = jest.fn();
    part.whenLoaded(shown);
    await jest.advanceTimersByTimeAsync(3999);
    expect(shown).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(1);
    expect(shown).toHaveBeenCalledTimes(1);
  });
});
