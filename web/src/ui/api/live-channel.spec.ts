import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { LiveChannel, type Topic } from './live-channel';

/** A stream that a spec controls. */
class Played {
  readyState = 0;
  closed = false;
  onopen: (() => void) | null = null;
  onmessage: ((message: { data: string; lastEventId: string }) => void) | null = null;
  onerror: (() => void) | null = null;
  constructor(readonly address: string) {}
  close(): void {
    this.closed = true;
  }
  says(topics: readonly Topic[], lastEventId = ''): void {
    this.onmessage?.({ data: JSON.stringify({ topics }), lastEventId });
  }
  refused(): void {
    this.readyState = 2;
    this.onerror?.();
  }
}

let streams: Played[];
let read: (readonly Topic[])[];
let refusals: number;
let channel: LiveChannel;

beforeEach(() => {
  jest.useFakeTimers();
  Object.assign(globalThis, { EventSource: { CLOSED: 2 } });
  [streams, read, refusals] = [[], [], 0];
  channel = new LiveChannel('/changes', {
    connect: (address) => {
      const stream = new Played(address);
      streams.push(stream);
      return stream as unknown as EventSource;
    },
    changed: async (topics) => {
      read.push(topics);
    },
    refused: () => {
      refusals += 1;
    },
  });
  channel.open();
});
afterEach(() => {
  channel.close();
  jest.useRealTimers();
});

describe('a live channel', () => {
  it('reads at once what the first message names, and gathers what follows', async () => {
    streams[0]?.onopen?.();
    streams[0]?.says([{ key: 'home' }]);
    streams[0]?.says([{ key: 'runs', id: 'a' }]);
    streams[0]?.says([{ key: 'runs', id: 'b' }]);
    expect(read).toEqual([[{ key: 'home' }]]);
    await jest.advanceTimersByTimeAsync(1_500);
    expect(read).toEqual([
      [{ key: 'home' }],
      [
        { key: 'runs', id: 'a' },
        { key: 'runs', id: 'b' },
      ],
    ]);
  });

  it('resumes after its last message when it was closed, and when it was refused', async () => {
    streams[0]?.onopen?.();
    streams[0]?.says([], 'cursor-1');
    channel.close();
    expect(streams[0]?.closed).toBe(true);
    channel.open();
    expect(streams[1]?.address).toBe('/changes?after=cursor-1');
    streams[1]?.refused();
    expect(refusals).toBe(1);
    await jest.advanceTimersByTimeAsync(2_000);
    expect(streams[2]?.address).toBe('/changes?after=cursor-1');
  });

  it('reads everything from time to time while it is not connected, and no more once it is', async () => {
    await jest.advanceTimersByTimeAsync(15_000);
    expect(read).toEqual([[{ key: '*' }]]);
    streams[0]?.onopen?.();
    await jest.advanceTimersByTimeAsync(60_000);
    expect(read).toHaveLength(1);
    streams[0]?.onerror?.();
    await jest.advanceTimersByTimeAsync(15_000);
    expect(read).toHaveLength(2);
  });

  it('reads nothing while its tab is hidden', async () => {
    channel.close();
    await jest.advanceTimersByTimeAsync(120_000);
    expect(read).toEqual([]);
  });

  it('asks less and less often where it is refused', async () => {
    for (const wait of [2_000, 4_000, 8_000, 16_000, 30_000, 30_000]) {
      const stream = streams.at(-1);
      const before = streams.length;
      stream?.refused();
      await jest.advanceTimersByTimeAsync(wait - 1);
      expect(streams).toHaveLength(before);
      await jest.advanceTimersByTimeAsync(1);
      expect(streams).toHaveLength(before + 1);
    }
  });
});
