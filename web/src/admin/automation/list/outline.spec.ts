import { describe, expect, it } from '@jest/globals';
import { applyOperation, emptyGraph, type Graph } from '@perennial/domain/automation';
import { placeBeside } from './move';
import { createOutline, type OutlineItem, outlineOf } from './outline';

const condition = { match: 'all', tests: [{ field: 'contact.hasCard', operator: 'isTrue', value: null }] };
const trigger = (id: string) => ({ id, kind: 'trigger' as const, config: { eventType: 'tag.added' } });
const wait = (id: string) => ({ id, kind: 'waitDuration' as const, config: { amount: 1, unit: 'days' } });
const ask = (id: string) => ({ id, kind: 'ifElse' as const, config: { condition } });
const link = (line: string) => {
  const [source = '', port = '', target = ''] = line.split(/[:>]/);
  return { source, port, target };
};
const graphOf = (nodes: Graph['nodes'], ...lines: string[]): Graph => ({ ...emptyGraph, nodes, edges: lines.map(link) });

/** The outline as lines: indented branches, numbers, and where lists end. */
const lines = (items: readonly OutlineItem[], depth = 0): string[] =>
  items.flatMap((item) => {
    const indent = '  '.repeat(depth);
    if (item.type === 'end') return [`${indent}> ${item.target ?? 'end'}`];
    return [
      `${indent}${item.number} ${item.id}`,
      ...item.branches.flatMap(({ port, items: inside }) => [`${indent} ${port}`, ...lines(inside, depth + 1)]),
    ];
  });

/** A question whose branches join again, with a question in one of them. */
const joined = graphOf(
  [trigger('t'), ask('q'), wait('a'), ask('r'), wait('b'), wait('c'), wait('z')],
  ...['t:next>q', 'q:yes>a', 'q:no>r', 'a:next>z', 'r:yes>b', 'r:no>c', 'b:next>c', 'c:next>z'],
);

describe('the steps of an automation as a list', () => {
  it('nests branches, and continues behind them where they join', () => {
    expect(lines(outlineOf(joined).items)).toEqual([
      '1 t',
      '2 q',
      ' yes',
      '  3 a',
      '  > z',
      ' no',
      '  4 r',
      '   yes',
      '    5 b',
      '    > c',
      '   no',
      '    > c',
      '  6 c',
      '  > z',
      '7 z',
      '> end',
    ]);
  });

  it('begins with every trigger, and lists what they share behind them', () => {
    const graph = graphOf([trigger('t'), trigger('u'), wait('a'), wait('x')], 't:next>a', 'u:next>x', 'a:next>x');
    expect(lines(outlineOf(graph).items)).toEqual(['1 t', '2 a', '> x', '3 u', '> x', '4 x', '> end']);
  });

  it('lists steps that no trigger leads to apart, also those on a cycle', () => {
    const graph = graphOf([trigger('t'), wait('a'), wait('b'), wait('c'), wait('d')], 'a:next>b', 'c:next>d', 'd:next>c');
    const { items, loose } = outlineOf(graph);
    expect(lines(items)).toEqual(['1 t', '> end']);
    expect(lines(loose)).toEqual(['2 a', '3 b', '> end', '4 c', '5 d', '> c']);
  });

  it('has each step once and each port once, whatever the graph', () => {
    const { numbers, places } = outlineOf(joined);
    expect([...numbers.values()]).toEqual([1, 2, 3, 4, 5, 6, 7]);
    const ports = places.map(({ nodeId, port }) => `${nodeId}:${port}`);
    expect(ports).toEqual(['t:next', 'q:yes', 'a:next', 'q:no', 'r:yes', 'b:next', 'r:no', 'c:next', 'z:next']);
  });

  it('is made again only when steps or connections change', () => {
    const outlineIn = createOutline();
    const first = outlineIn(joined);
    const typed = applyOperation(joined, { type: 'updateConfig', nodeId: 'a', config: { amount: 2, unit: 'days' } });
    const removed = applyOperation(joined, { type: 'removeNode', nodeId: 'a' });
    if (!typed.ok || !removed.ok) throw new Error('refused');
    expect(outlineIn(typed.graph)).toBe(first);
    expect(outlineIn(removed.graph)).not.toBe(first);
  });

  it('is made of a thousand nested questions', () => {
    const count = 1000;
    const nodes = Array.from({ length: count }, (_, index) => (index === 0 ? trigger('s0') : ask(`s${index}`)));
    const edges = nodes.slice(1).map(({ id }, index) => link(`s${index}:${index === 0 ? 'next' : 'yes'}>${id}`));
    expect(outlineOf({ ...emptyGraph, nodes, edges }).numbers.size).toBe(count);
  });
});

describe('moving a step in the list', () => {
  const moved = (graph: Graph, nodeId: string, direction: 'up' | 'down') => {
    const after = placeBeside(graph, nodeId, direction);
    if (!after) return null;
    const result = applyOperation(graph, { type: 'insertNode', nodeId, after });
    return result.ok ? lines(outlineOf(result.graph).items) : result.reason;
  };

  it('takes it before or behind its neighbour, and into and out of branches', () => {
    const graph = graphOf([trigger('t'), wait('a'), ask('q'), wait('b')], 't:next>a', 'a:next>q', 'q:yes>b');
    expect(moved(graph, 'a', 'down')).toEqual(['1 t', '2 q', ' yes', '  3 a', '  4 b', '  > end', ' no', '  > end']);
    expect(moved(graph, 'b', 'down')).toEqual(['1 t', '2 a', '3 q', ' yes', '  > end', ' no', '  4 b', '  > end']);
    expect(moved(graph, 'b', 'up')).toEqual(['1 t', '2 a', '3 b', '4 q', ' yes', '  > end', ' no', '  > end']);
  });

  it('takes a step behind two branches before the step where they part', () => {
    const graph = graphOf([trigger('t'), ask('q'), wait('x')], 't:next>q', 'q:yes>x', 'q:no>x');
    expect(moved(graph, 'x', 'up')).toEqual(['1 t', '2 x', '3 q', ' yes', '  > end', ' no', '  > end']);
  });

  it('connects a step that was not connected, behind the last one', () => {
    const graph = graphOf([trigger('t'), wait('a'), wait('b')], 't:next>a');
    expect(moved(graph, 'b', 'up')).toEqual(['1 t', '2 a', '3 b', '> end']);
  });

  it('goes no further than the first and the last place', () => {
    const graph = graphOf([trigger('t'), wait('a')], 't:next>a');
    expect(placeBeside(graph, 'a', 'up')).toBeNull();
    expect(placeBeside(graph, 'a', 'down')).toBeNull();
  });
});
