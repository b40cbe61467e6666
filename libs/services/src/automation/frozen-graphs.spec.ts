import { describe, expect, it } from '@jest/globals';
import type { Query } from '@perennial/db';
import type { Reader } from './facts.js';
import { FrozenGraphs } from './frozen-graphs.js';

const graph = {
  schemaVersion: 1,
  nodes: [{ id: 'start', kind: 'trigger', config: { eventType: 'tag.added' } }],
  edges: [],
  entry: { per: 'event' },
  exitRules: [],
};
function counting(found: object[]): Reader & { asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    async rowsOf<R, P extends readonly unknown[]>(_query: Query<R, P>, ...[id]: P): Promise<R[]> {
      asked.push(String(id));
      return found as R[];
    },
  };
}

describe('published versions', () => {
  it('are read once', async () => {
    const graphs = new FrozenGraphs();
    const rows = counting([{ graph, number: 3 }]);
    const first = await graphs.of(rows, 'a');
    expect(first.number).toBe(3);
    expect(await graphs.of(rows, 'a')).toBe(first);
    await graphs.of(rows, 'b');
    expect(rows.asked).toEqual(['a', 'b']);
  });

  it('that are not there are not remembered', async () => {
    const graphs = new FrozenGraphs();
    await expect(graphs.of(counting([]), 'a')).rejects.toThrow('is not there');
    expect((await graphs.of(counting([{ graph, number: 1 }]), 'a')).number).toBe(1);
  });
});
