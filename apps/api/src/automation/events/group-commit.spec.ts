import { describe, expect, it } from '@jest/globals';
import { GroupCommit } from './group-commit.js';

/** Writes that end when the spec ends them. */
class Writes {
  readonly groups: (readonly string[])[] = [];
  readonly #ends: ((error?: Error) => void)[] = [];

  readonly write = (items: readonly string[]): Promise<string[]> => {
    this.groups.push(items);
    return new Promise((resolve, reject) => {
      this.#ends.push((error) => (error ? reject(error) : resolve(items.map((item) => `${item}!`))));
    });
  };

  async end(error?: Error): Promise<void> {
    this.#ends.shift()?.(error);
    await new Promise((next) => setImmediate(next));
  }
}

describe('a queue that commits in groups', () => {
  it('writes an item immediately when idle, and items that arrive during a write together', async () => {
    const writes = new Writes();
    const queue = new GroupCommit(writes.write, { items: 10, writers: 1 });
    const first = queue.add('a');
    const others = [queue.add('b'), queue.add('c')];
    expect(writes.groups).toEqual([['a']]);
    await writes.end();
    expect(writes.groups).toEqual([['a'], ['b', 'c']]);
    await writes.end();
    expect(await Promise.all([first, ...others])).toEqual(['a!', 'b!', 'c!']);
    expect(queue.idle).toBe(true);
  });

  it('resolves no item before its write has ended', async () => {
    const writes = new Writes();
    const queue = new GroupCommit(writes.write, { items: 10, writers: 1 });
    let answered = false;
    const added = queue.add('a').then(() => {
      answered = true;
    });
    await new Promise((next) => setImmediate(next));
    expect(answered).toBe(false);
    await writes.end();
    await added;
    expect(answered).toBe(true);
  });

  it('limits the items of a write, and the concurrent writes', async () => {
    const writes = new Writes();
    const queue = new GroupCommit(writes.write, { items: 2, writers: 2 });
    const added = ['a', 'b', 'c', 'd', 'e'].map((item) => queue.add(item));
    expect(writes.groups).toEqual([['a'], ['b']]);
    await writes.end();
    expect(writes.groups.at(-1)).toEqual(['c', 'd']);
    await writes.end();
    await writes.end();
    await writes.end();
    expect(await Promise.all(added)).toEqual(['a!', 'b!', 'c!', 'd!', 'e!']);
  });

  it('keeps an item for the next write if it must not be written with earlier ones', async () => {
    const writes = new Writes();
    const queue = new GroupCommit(writes.write, { items: 10, writers: 1 }, (item, before) => !before.includes(item));
    const added = ['x', 'a', 'a', 'b'].map((item) => queue.add(item));
    await writes.end();
    expect(writes.groups.at(-1)).toEqual(['a', 'b']);
    await writes.end();
    expect(writes.groups.at(-1)).toEqual(['a']);
    await writes.end();
    await Promise.all(added);
  });

  it('fails the items of a failed write, and continues', async () => {
    const writes = new Writes();
    const queue = new GroupCommit(writes.write, { items: 10, writers: 1 });
    const lost = queue.add('a').catch((error: Error) => error.message);
    const next = queue.add('b');
    await writes.end(new Error('the connection ended'));
    await writes.end();
    expect(await lost).toBe('the connection ended');
    expect(await next).toBe('b!');
  });
});
