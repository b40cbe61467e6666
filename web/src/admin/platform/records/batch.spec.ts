import { describe, expect, it } from '@jest/globals';
import { createBatcher } from './batch';

describe('names asked for at the same time', () => {
  it('are one request per hundred, each ID once, and null where there is no record', async () => {
    const requests: (readonly string[])[] = [];
    const name = createBatcher(async (ids) => {
      requests.push(ids);
      return ids.filter((id) => id !== 'gone').map((id) => ({ id, label: `Record ${id}` }));
    });
    const ids = Array.from({ length: 149 }, (_, index) => String(index));
    const [first, again, gone] = await Promise.all([name('0'), name('0'), name('gone'), ...ids.map(name)]);
    expect(requests.map((request) => request.length)).toEqual([100, 50]);
    expect([first, again, gone]).toEqual([{ id: '0', label: 'Record 0' }, first, null]);
  });

  it('fail together, and the next question is asked anew', async () => {
    let up = false;
    const name = createBatcher(async (ids) => {
      if (!up) throw new Error('down');
      return ids.map((id) => ({ id }));
    });
    await expect(Promise.all([name('a'), name('b')])).rejects.toThrow('down');
    up = true;
    expect(await name('a')).toEqual({ id: 'a' });
  });
});
