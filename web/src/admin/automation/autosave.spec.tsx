import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { emptyGraph, type Graph } from '@perennial/domain/automation';
import { QueryClient } from '@tanstack/react-query';
import { Autosave } from './autosave';
import { addStep, createEditorStore, type EditorStore } from './canvas/editor-store';

let store: EditorStore;
let autosave: Autosave;
let respond: () => Response;
const theirs = (): Graph => {
  const other = createEditorStore(emptyGraph);
  addStep(other, 'trigger');
  return other.getState().graph;
};

beforeEach(() => {
  jest.useFakeTimers();
  respond = () => Response.json({ draftRevision: 2, problems: [] });
  Object.assign(window, { respond: async () => respond() });
  store = createEditorStore(emptyGraph);
  autosave = new Autosave(store, { id: 'a', draftRevision: 1 }, new QueryClient());
  autosave.start();
});

describe('a drawing that somebody else saved', () => {
  it('is shown where everything here is saved, and is not saved back', async () => {
    const draft = theirs();
    expect(autosave.follow({ draft, draftRevision: 2 })).toBe(true);
    expect(store.getState()).toMatchObject({ graph: draft, saving: 'saved' });
    respond = () => {
      throw new Error('nothing is to be saved');
    };
    await jest.advanceTimersByTimeAsync(5_000);
    expect(await autosave.flush()).toBe(2);
  });

  it('is not shown over what is not saved here, and that is refused as out of date', async () => {
    addStep(store, 'exit');
    const { graph } = store.getState();
    expect(autosave.follow({ draft: theirs(), draftRevision: 2 })).toBe(false);
    expect(store.getState().graph).toBe(graph);
    respond = () => Response.json({ error: { code: 'stale_revision', message: 'Changed elsewhere.' } }, { status: 409 });
    await jest.advanceTimersByTimeAsync(5_000);
    expect(store.getState().saving).toBe('stale');
  });

  it('that is our own save, read again, changes nothing', async () => {
    addStep(store, 'exit');
    await jest.advanceTimersByTimeAsync(5_000);
    const { graph, saving } = store.getState();
    expect(saving).toBe('saved');
    expect(autosave.follow({ draft: structuredClone(graph), draftRevision: 2 })).toBe(false);
    expect(store.getState().graph).toBe(graph);
  });
});
