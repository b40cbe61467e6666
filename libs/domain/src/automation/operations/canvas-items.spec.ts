import { describe, expect, it } from '@jest/globals';
import {
  applyOperation,
  copyFragment,
  emptyGraph,
  fragmentFromText,
  fragmentToText,
  Graph,
  groupsOf,
  type Note,
  notesOf,
  type Operation,
} from '../index.js';

const wait = (id: string) => ({ id, kind: 'waitDuration' as const, config: { amount: 1, unit: 'days' } });
const note: Note = { id: 'n', text: 'Ask Ada', colour: 'yellow', x: 10, y: 20, width: 200, height: 100 };
const graph: Graph = {
  ...emptyGraph,
  nodes: [{ id: 't', kind: 'trigger', config: { eventType: 'tag.added' } }, wait('a'), wait('b'), wait('c')],
  edges: [
    { source: 't', port: 'next', target: 'a' },
    { source: 'a', port: 'next', target: 'b' },
    { source: 'b', port: 'next', target: 'c' },
  ],
};
const apply = (operation: Operation, from: Graph): Graph => {
  const result = applyOperation(from, operation);
  if (!result.ok) throw new Error(result.reason);
  return result.graph;
};
const refusal = (operation: Operation, from = graph) => {
  const result = applyOperation(from, operation);
  return result.ok ? null : result.reason;
};
const noted = apply({ type: 'addNote', note }, graph);
const group = (...steps: string[]) => ({ type: 'addGroup' as const, group: { id: 'g', name: 'Nudges', steps } });
const stepsIn = (value: Graph) => groupsOf(value).map(({ steps }) => steps);

describe('a note', () => {
  it('is stored with the graph, and gone without a trace when it is removed', () => {
    expect(notesOf(Graph.parse(JSON.parse(JSON.stringify(noted))))).toEqual([note]);
    expect(apply({ type: 'removeNote', noteId: 'n' }, noted)).toEqual(graph);
  });

  it('changes its text, colour, place and size', () => {
    const change = { text: 'Asked', colour: 'blue' as const, x: -5, width: 300 };
    expect(notesOf(apply({ type: 'updateNote', noteId: 'n', change }, noted))).toEqual([{ ...note, ...change }]);
  });

  it('cannot have the ID of a step, an impossible size, or too much text', () => {
    expect(refusal({ type: 'addNote', note: { ...note, id: 'a' } })).toContain('already exists');
    expect(refusal({ type: 'updateNote', noteId: 'n', change: { width: 2 } }, noted)).toContain('size');
    expect(refusal({ type: 'updateNote', noteId: 'n', change: { text: 'x'.repeat(2001) } }, noted)).toContain('2,000');
    expect(refusal({ type: 'updateNote', noteId: 'x', change: { text: '' } }, noted)).toContain('no longer exists');
  });

  it('is limited to a hundred', () => {
    const full: Graph = {
      ...graph,
      canvas: { notes: Array.from({ length: 100 }, (_, n) => ({ ...note, id: `n${n}` })), groups: [] },
    };
    expect(refusal({ type: 'addNote', note }, full)).toContain('at most 100 notes');
  });
});

describe('a group of steps', () => {
  const grouped = apply(group('a', 'b'), graph);

  it('takes in a step that is inserted between its steps, and no other', () => {
    const inside = apply({ type: 'addNode', node: wait('w'), after: { nodeId: 'a', port: 'next' } }, grouped);
    expect(stepsIn(inside)).toEqual([['a', 'b', 'w']]);
    const behind = apply({ type: 'addNode', node: wait('w'), after: { nodeId: 'b', port: 'next' } }, grouped);
    expect(stepsIn(behind)).toEqual([['a', 'b']]);
  });

  it('loses a step that is removed, and ends with its last but one', () => {
    const three = apply(group('a', 'b', 'c'), graph);
    const two = apply({ type: 'removeNode', nodeId: 'b' }, three);
    expect(stepsIn(two)).toEqual([['a', 'c']]);
    expect(apply({ type: 'removeNode', nodeId: 'c' }, two).canvas).toBeUndefined();
  });

  it('takes steps out of another group: a step is in one group', () => {
    const second = { type: 'addGroup' as const, group: { id: 'h', name: '', steps: ['b', 'c'] } };
    expect(stepsIn(apply(second, apply(group('t', 'a', 'b'), graph)))).toEqual([
      ['t', 'a'],
      ['b', 'c'],
    ]);
  });

  it('has a name, needs two steps, and leaves its steps when it is removed', () => {
    expect(groupsOf(apply({ type: 'renameGroup', groupId: 'g', name: 'First week' }, grouped))[0]?.name).toBe('First week');
    expect(refusal({ type: 'renameGroup', groupId: 'g', name: 'x'.repeat(61) }, grouped)).toContain('60');
    expect(refusal(group('a'))).toContain('two steps');
    expect(refusal(group('a', 'gone'))).toContain('no longer exists');
    expect(apply({ type: 'removeGroup', groupId: 'g' }, grouped)).toEqual(graph);
  });
});

describe('copied steps', () => {
  const drawn = apply(group('a', 'b'), noted);
  const ids = { a: 'a2', b: 'b2', n: 'n2', g: 'g2' };

  it('bring their notes and whole groups, as text and into another graph', () => {
    const fragment = copyFragment(drawn, ['a', 'b', 'n']);
    expect(fragmentFromText(fragmentToText(fragment))).toEqual(fragment);
    const pasted = apply({ type: 'paste', fragment, ids, offset: { x: 5, y: 6 } }, drawn);
    expect(notesOf(pasted)).toEqual([note, { ...note, id: 'n2', x: 15, y: 26 }]);
    expect(stepsIn(pasted)).toEqual([
      ['a', 'b'],
      ['a2', 'b2'],
    ]);
  });

  it('do not bring a group that is not whole, and a note can be copied alone', () => {
    expect(copyFragment(drawn, ['a']).groups).toBeUndefined();
    const alone = copyFragment(drawn, ['n']);
    expect(fragmentFromText(fragmentToText(alone))).toEqual(alone);
    expect(fragmentFromText(fragmentToText({ nodes: [], edges: [] }))).toBeNull();
  });
});
