import { describe, expect, it } from '@jest/globals';
import { emptyGraph } from '@perennial/domain/automation';
import { QueryClient } from '@tanstack/react-query';
import { addStep } from './editor-store';
import { openStore } from './kept-stores';

describe('an editor that is opened again', () => {
  it('can undo what was changed before it was left', () => {
    const queries = new QueryClient();
    const before = openStore(queries, { id: 'a', draft: emptyGraph });
    addStep(before, 'trigger');
    before.getState().setPreviewing(true);
    const saved = structuredClone(before.getState().graph);
    const after = openStore(queries, { id: 'a', draft: saved });
    expect(after.getState()).toMatchObject({ selected: null, previewing: false, fresh: null });
    after.temporal.getState().undo();
    expect(after.getState().graph).toEqual(emptyGraph);
    queries.clear();
  });

  it('shows what somebody else saved, and does not undo it', () => {
    const queries = new QueryClient();
    addStep(openStore(queries, { id: 'a', draft: emptyGraph }), 'trigger');
    const theirs = openStore(queries, { id: 'a', draft: emptyGraph });
    expect(theirs.getState().graph).toBe(emptyGraph);
    expect(theirs.temporal.getState().pastStates).toEqual([]);
    const other = openStore(queries, { id: 'b', draft: emptyGraph });
    expect(other).not.toBe(theirs);
    queries.clear();
  });
});
