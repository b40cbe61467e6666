import { describe, expect, it } from '@jest/globals';
import { emptyGraph } from '@perennial/domain/automation';
import { addStep, createEditorStore } from './editor-store';

describe('editor', () => {
  it('adds a step after a port and opens its settings', () => {
    const store = createEditorStore(emptyGraph);
    expect(addStep(store, 'trigger')).toBeNull();
    const trigger = store.getState().graph.nodes[0]?.id ?? '';
    expect(addStep(store, 'waitDuration', { nodeId: trigger, port: 'next' })).toBeNull();
    expect(store.getState().graph.edges).toHaveLength(1);
    expect(store.getState().selected).toBe(store.getState().graph.nodes[1]?.id);
  });

  it('takes back one change at a time, and choosing a card is no change', () => {
    const store = createEditorStore(emptyGraph);
    addStep(store, 'trigger');
    const trigger = store.getState().graph.nodes[0]?.id ?? '';
    addStep(store, 'exit', { nodeId: trigger, port: 'next' });
    store.getState().select(trigger);
    store.temporal.getState().undo();
    expect(store.getState().graph.nodes.map((node) => node.kind)).toEqual(['trigger']);
    store.temporal.getState().redo();
    expect(store.getState().graph.nodes).toHaveLength(2);
  });

  it('shows a drawing of somebody else, keeps what is selected in it, and does not undo it', () => {
    const store = createEditorStore(emptyGraph);
    addStep(store, 'trigger');
    const mine = store.getState().graph;
    const [trigger] = mine.nodes;
    const theirs = { ...mine, nodes: mine.nodes.map((node) => ({ ...node, position: { x: 8, y: 8 } })) };
    store.getState().load(theirs);
    expect(store.getState().selected).toBe(trigger?.id);
    store.temporal.getState().undo();
    expect(store.getState().graph).toBe(theirs);
    store.getState().load(emptyGraph);
    expect(store.getState().selected).toBeNull();
  });

  it('takes typing in one field back at once', () => {
    const store = createEditorStore(emptyGraph);
    addStep(store, 'addTag');
    const nodeId = store.getState().graph.nodes[0]?.id ?? '';
    for (const tag of ['v', 'vi', 'vip']) store.getState().apply({ type: 'updateConfig', nodeId, config: { tag } });
    expect(store.getState().graph.nodes[0]?.config).toEqual({ tag: 'vip' });
    store.temporal.getState().undo();
    expect(store.getState().graph.nodes[0]?.config).toEqual({ tag: '' });
  });

  it('says why a change is refused and changes nothing', () => {
    const store = createEditorStore(emptyGraph);
    addStep(store, 'trigger');
    const trigger = store.getState().graph.nodes[0]?.id ?? '';
    expect(addStep(store, 'trigger', { nodeId: trigger, port: 'next' })).toContain('trigger');
    expect(store.getState().graph.nodes).toHaveLength(1);
  });
});
