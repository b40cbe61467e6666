import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { keepAlive } from './keep-alive.js';

describe('an activity that reports', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('reports while its call is under way and stops with it', async () => {
    const beat = jest.fn();
    let answer = (_: string): void => {};
    const activities = { send: (to: string) => new Promise<string>((resolve) => (answer = (text) => resolve(`${to}: ${text}`))) };
    const sent = keepAlive(activities, beat, 5_000).send('ana');
    jest.advanceTimersByTime(40_000);
    expect(beat).toHaveBeenCalledTimes(8);
    answer('250 OK');
    await expect(sent).resolves.toBe('ana: 250 OK');
    jest.advanceTimersByTime(60_000);
    expect(beat).toHaveBeenCalledTimes(8);
  });

  it('stops when the call fails, and the failure passes through', async () => {
    const beat = jest.fn();
    const activities = { send: () => Promise.reject(new Error('451')) };
    await expect(keepAlive(activities, beat, 5_000).send()).rejects.toThrow('451');
    jest.advanceTimersByTime(60_000);
    expect(beat).not.toHaveBeenCalled();
  });

  it('keeps the names, so that a worker can register them', () => {
    const activities = keepAlive({ send: async () => {}, draw: async () => {} });
    expect(Object.keys(activities)).toEqual(['send', 'draw']);
    expect(Object.keys({ ...activities })).toEqual(['send', 'draw']);
  });
});
