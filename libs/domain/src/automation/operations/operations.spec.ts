import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { validGraph } from '../../../spec-support/automations.js';
import {
  applyOperation,
  copyFragment,
  edgeId,
  type Graph,
  legalTargets,
  nodeOf,
  type Operation,
  portsOf,
  titleOf,
  validate,
} from '../index.js';

const templateId = '01920000-0000-7000-8000-000000000009';
const ask = { condition: { tests: [{ field: 'node.c.status', operator: 'is', value: 200 }] } };
const graph: Graph = {
  schemaVersion: 1,
  nodes: [
    { id: 't', kind: 'trigger', config: { eventType: 'trial.ending' } },
    { id: 'c', kind: 'callUrl', config: { url: 'https://example.com/' }, position: { x: 0, y: 100 } },
    { id: 'i', kind: 'ifElse', config: ask },
    { id: 'm', kind: 'sendEmail', config: { templateId } },
    { id: 'e', kind: 'exit', config: {} },
  ],
  edges: [
    { source: 't', port: 'next', target: 'c' },
    { source: 'c', port: 'next', target: 'i' },
    { source: 'i', port: 'yes', target: 'm' },
    { source: 'i', port: 'no', target: 'e' },
  ],
  entry: { policy: 'every_event' },
  exitRules: [],
  goal: null,
};
const apply = (operation: Operation, from = graph): Graph => {
  const result = applyOperation(from, operation);
  if (!result.ok) throw new Error(result.reason);
  return result.graph;
};
const refusal = (operation: Operation) => {
  const result = applyOperation(graph, operation);
  return result.ok ? null : result.reason;
};
const edgesOf = (value: Graph) => value.edges.map((edge) => `${edgeId(edge)}>${edge.target}`).sort();
const wait = { id: 'w', kind: 'waitDuration', config: { amount: 1, unit: 'days' } } as const;

describe('adding a step', () => {
  it('on a connection keeps the path connected', () => {
    const next = apply({ type: 'addNode', node: wait, after: { nodeId: 'c', port: 'next' } });
    expect(edgesOf(next)).toEqual(['c:next>w', 'i:no>e', 'i:yes>m', 't:next>c', 'w:next>i']);
    expect(validate(next)).toEqual([]);
  });

  it('that is unconnected, on a connection, keeps the path connected', () => {
    const alone = apply({ type: 'addNode', node: { ...wait, position: { x: 400, y: 0 } } });
    const next = apply({ type: 'insertNode', nodeId: 'w', after: { nodeId: 'c', port: 'next' } }, alone);
    expect(edgesOf(next)).toEqual(['c:next>w', 'i:no>e', 'i:yes>m', 't:next>c', 'w:next>i']);
    expect(next.nodes.find(({ id }) => id === 'w')?.position).toBeUndefined();
    expect(refusal({ type: 'insertNode', nodeId: 'gone', after: { nodeId: 'c', port: 'next' } })).toBe(
      'This step no longer exists.',
    );
  });

  it('that is connected moves it: the connections close where it was, and its other branches stay', () => {
    const after = (nodeId: string, port = 'next') => ({ nodeId, port });
    const call = { type: 'insertNode', nodeId: 'c' } as const;
    expect(edgesOf(apply({ ...call, after: after('i', 'yes') }))).toEqual(['c:next>m', 'i:no>e', 'i:yes>c', 't:next>i']);
    expect(edgesOf(apply({ ...call, after: after('m') }))).toEqual(['i:no>e', 'i:yes>m', 'm:next>c', 't:next>i']);
    expect(edgesOf(apply({ type: 'insertNode', nodeId: 'i', after: after('t') }))).toEqual([
      'c:next>m',
      'i:no>e',
      'i:yes>c',
      't:next>i',
    ]);
    expect(apply({ ...call, after: after('m') }).nodes.find(({ id }) => id === 'c')?.position).toBeUndefined();
    expect(refusal({ ...call, after: after('t') })).toBe('This step is already there.');
    expect(refusal({ ...call, after: after('c') })).toBe('This step is already there.');
    // The other branch leads to the end, so the decision cannot follow it.
    const ended = apply({ type: 'addNode', node: wait, after: after('i', 'no') });
    const result = applyOperation(ended, { type: 'insertNode', nodeId: 'i', after: after('w') });
    expect(result.ok ? null : result.reason).toContain('earlier step');
  });

  it('after an open port connects it, and alone does not change the rest', () => {
    expect(edgesOf(apply({ type: 'addNode', node: wait, after: { nodeId: 'm', port: 'next' } }))).toContain('m:next>w');
    expect(edgesOf(apply({ type: 'addNode', node: wait }))).toEqual(edgesOf(graph));
  });

  it('is refused for a taken ID, a port that does not exist, and a trigger after a step', () => {
    expect(refusal({ type: 'addNode', node: { ...wait, id: 'm' } })).toContain('A step with this ID already exists');
    expect(refusal({ type: 'addNode', node: wait, after: { nodeId: 'm', port: 'yes' } })).toContain('no such branch');
    expect(refusal({ type: 'addNode', node: { ...graph.nodes[0]!, id: 'u' }, after: { nodeId: 'm', port: 'next' } })).toContain(
      'trigger',
    );
  });
});

describe('removing a step', () => {
  it('reconnects the path through it', () => {
    expect(edgesOf(apply({ type: 'removeNode', nodeId: 'c' }))).toEqual(['i:no>e', 'i:yes>m', 't:next>i']);
  });

  it('of a decision keeps the first branch, or the one that was chosen', () => {
    expect(edgesOf(apply({ type: 'removeNode', nodeId: 'i' }))).toEqual(['c:next>m', 't:next>c']);
    expect(edgesOf(apply({ type: 'removeNode', nodeId: 'i', keepPort: 'no' }))).toEqual(['c:next>e', 't:next>c']);
  });

  it('at the end removes its connections', () => {
    expect(edgesOf(apply({ type: 'removeNode', nodeId: 'm' }))).toEqual(['c:next>i', 'i:no>e', 't:next>c']);
  });
});

describe('removing a branch', () => {
  const tagged = { match: 'all', tests: [{ field: 'contact.tags', operator: 'includes', value: templateId }] };
  const path = (port: string) => ({ port, label: '', condition: tagged });
  const edge = (source: string, port: string, target: string) => ({ source, port, target });
  const mail = (id: string) => ({ id, kind: 'sendEmail', config: { templateId } }) as const;
  const branching: Graph = {
    ...graph,
    nodes: [
      graph.nodes[0]!,
      { id: 'b', kind: 'branch', config: { paths: [path('a'), path('b'), path('c')] } },
      mail('one'),
      mail('two'),
      mail('three'),
      mail('end'),
      { ...wait, position: { x: 900, y: 0 } },
    ],
    edges: [
      edge('t', 'next', 'b'),
      edge('b', 'a', 'one'),
      edge('b', 'b', 'two'),
      edge('two', 'next', 'three'),
      edge('three', 'next', 'end'),
      edge('one', 'next', 'end'),
    ],
  };
  const without = (port: string, from = branching) =>
    apply(
      { type: 'removeBranch', nodeId: 'b', port, config: { paths: ['a', 'b', 'c'].filter((id) => id !== port).map(path) } },
      from,
    );

  it('removes the steps that only it led to, and keeps those that another branch leads to', () => {
    const next = without('b');
    expect(next.nodes.map(({ id }) => id)).toEqual(['t', 'b', 'one', 'end', 'w']);
    expect(edgesOf(next)).toEqual(['b:a>one', 'one:next>end', 't:next>b']);
    expect(portsOf(nodeOf(next, 'b')).map(({ id }) => id)).toEqual(['a', 'c', 'otherwise']);
  });

  it('without a step behind it removes nothing else, and the other branches keep their connections', () => {
    const next = without('c');
    expect(next.nodes).toHaveLength(branching.nodes.length);
    expect(edgesOf(next)).toEqual(edgesOf(branching));
  });

  it('of a step that is gone is refused', () => {
    expect(refusal({ type: 'removeBranch', nodeId: 'gone', port: 'a', config: {} })).toBe('This step no longer exists.');
  });
});

describe('the step after the goal', () => {
  const goal = { eventType: 'trial.converted' as const, filters: { match: 'all' as const, tests: [] }, sameRecord: true };

  it('is a step of the graph, and goes with the goal', () => {
    const set = apply({ type: 'setGoalStep', step: 'm' }, apply({ type: 'setGoal', goal }));
    expect(set.goalStep).toBe('m');
    expect(apply({ type: 'setGoalStep', step: null }, set).goalStep).toBeUndefined();
    expect(apply({ type: 'setGoal', goal: null }, set).goalStep).toBeUndefined();
    expect(refusal({ type: 'setGoalStep', step: 't' })).toBe('A journey cannot continue at a trigger.');
    expect(refusal({ type: 'setGoalStep', step: 'gone' })).toBe('This step no longer exists.');
  });

  it('and the steps behind it are reached by the goal alone, and it may not be gone', () => {
    const alone = apply({ type: 'disconnect', from: { nodeId: 'i', port: 'yes' } });
    const byGoal = apply({ type: 'setGoalStep', step: 'm' }, apply({ type: 'setGoal', goal }, alone));
    expect(validate(alone).map(({ code }) => code)).toEqual(['unreachable']);
    expect(validate(byGoal)).toEqual([]);
    expect(validate({ ...byGoal, goalStep: 'gone' }).map(({ code }) => code)).toContain('missing_reference');
  });
});

describe('connecting', () => {
  it('replaces the target of the port', () => {
    expect(edgesOf(apply({ type: 'connect', from: { nodeId: 'i', port: 'no' }, target: 'm' }))).toContain('i:no>m');
  });

  it('is refused if it would close a cycle or lead to a trigger', () => {
    expect(refusal({ type: 'connect', from: { nodeId: 'm', port: 'next' }, target: 'c' })).toContain('earlier');
    expect(refusal({ type: 'connect', from: { nodeId: 'm', port: 'next' }, target: 't' })).toContain('trigger');
  });

  it('offers exactly the targets that are not refused', () => {
    fc.assert(
      fc.property(validGraph(), fc.nat(), (random, pick) => {
        const node = random.nodes[pick % random.nodes.length]!;
        const port = portsOf(node)[0];
        if (!port) return;
        const from = { nodeId: node.id, port: port.id };
        const allowed = random.nodes
          .map(({ id }) => id)
          .filter((target) => applyOperation(random, { type: 'connect', from, target }).ok);
        expect(legalTargets(random, from)).toEqual(allowed);
      }),
    );
  });
});

describe('other changes', () => {
  it('new settings without a port remove its connection, too', () => {
    const path = (port: string) => ({ port, eventType: 'tag.added' });
    const config = { paths: [path('a'), path('b')], timeoutAmount: 1, timeoutUnit: 'days' };
    const waiting = apply({
      type: 'addNode',
      node: { id: 'w', kind: 'waitForEvent', config },
      after: { nodeId: 'm', port: 'next' },
    });
    const wired = apply({ type: 'connect', from: { nodeId: 'w', port: 'b' }, target: 'e' }, waiting);
    expect(edgesOf(wired)).toContain('w:b>e');
    const fewer = apply({ type: 'updateConfig', nodeId: 'w', config: { ...config, paths: [path('a')] } }, wired);
    expect(edgesOf(fewer)).not.toContain('w:b>e');
  });

  it('settings that leave every connection in place keep the same edges', () => {
    expect(apply({ type: 'updateConfig', nodeId: 'm', config: {} }).edges).toBe(graph.edges);
  });

  it('a step is moved, and returned to the layout', () => {
    const moved = apply({ type: 'moveNode', nodeId: 'm', position: { x: 5, y: 6 } });
    expect(moved.nodes.find(({ id }) => id === 'm')?.position).toEqual({ x: 5, y: 6 });
    expect(apply({ type: 'moveNode', nodeId: 'm', position: null }, moved)).toEqual(graph);
  });

  it('a copy of a step is placed where the caller says, without connections', () => {
    const position = { x: 40, y: 140 };
    const next = apply({ type: 'duplicateNode', nodeId: 'c', newId: 'c2', position });
    expect(next.nodes.at(-1)).toEqual({ ...graph.nodes[1], id: 'c2', position });
    expect(edgesOf(next)).toEqual(edgesOf(graph));
  });

  it('a step gets a name, which its copies keep, and loses it again', () => {
    const named = apply({ type: 'renameNode', nodeId: 'm', name: '  Last call' });
    expect(titleOf(nodeOf(named, 'm'))).toBe('Last call');
    expect(titleOf(nodeOf(apply({ type: 'duplicateNode', nodeId: 'm', newId: 'm2' }, named), 'm2'))).toBe('Last call');
    expect(apply({ type: 'renameNode', nodeId: 'm', name: '' }, named)).toEqual(graph);
    expect(titleOf(nodeOf(graph, 'm'))).toBe('Send email');
    expect(refusal({ type: 'renameNode', nodeId: 'm', name: 'x'.repeat(61) })).toContain('60 characters');
  });

  it('pasted steps keep their connections, and their conditions follow the steps copied along', () => {
    const fragment = copyFragment(graph, ['c', 'i', 'm']);
    const next = apply({ type: 'paste', fragment, ids: { c: 'c2', i: 'i2', m: 'm2' }, offset: { x: 300, y: 0 } });
    expect(edgesOf(next)).toEqual([...edgesOf(graph), 'c2:next>i2', 'i2:yes>m2'].sort());
    expect(JSON.stringify(next.nodes.find(({ id }) => id === 'i2')?.config)).toContain('node.c2.status');
    expect(applyOperation(graph, { type: 'paste', fragment, ids: {} }).ok).toBe(false);
  });

  it('a pasted connection cannot reconnect existing steps', () => {
    const fragment = {
      nodes: [wait],
      edges: [
        { source: 't', port: 'next', target: 'w' },
        { source: 'w', port: 'next', target: 'm' },
      ],
    };
    expect(edgesOf(apply({ type: 'paste', fragment, ids: {} }))).toEqual(edgesOf(graph));
  });
});
