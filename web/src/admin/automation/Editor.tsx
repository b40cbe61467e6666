import { useDocumentTitle } from '@mantine/hooks';
import { findNode } from '@perennial/domain/automation';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { useStore } from 'zustand';
import { useUnsaved } from '../../ui/forms/use-unsaved';
import type { Automation } from './automation';
import { Autosave } from './autosave';
import { EditorCanvas } from './canvas/EditorCanvas';
import { EditorContext, type EditorSession } from './canvas/editor-context';
import { createEditorStore, type EditorStore } from './canvas/editor-store';
import { Palette } from './canvas/Palette';
import { PasteAnywhere } from './canvas/Paste';
import classes from './Editor.module.css';
import { EditorBar } from './EditorBar';
import { EditorSide } from './EditorSide';
import { EmptyCanvas } from './EmptyCanvas';
import { useEditorKeys } from './use-editor-keys';

interface EditorProps {
  readonly automation: Automation;
  readonly onReload: () => Promise<void>;
}

/** The editor of one automation: bar, palette, canvas and panel around one store. */
export function Editor({ automation, onReload }: EditorProps) {
  useDocumentTitle(automation.name);
  const session = useSession(automation);
  const { store } = session;
  useStepInAddress(store);
  useEditorKeys(session);
  const saving = useStore(store, (state) => state.saving);
  // What could not be saved would be lost by leaving.
  useUnsaved(saving !== 'saved', { isDirty: () => ['failed', 'stale'].includes(store.getState().saving), keptAcrossTabs: true });
  const empty = useStore(store, ({ graph }) => graph.nodes.length === 0);
  return (
    <EditorContext value={session}>
      <div className={classes.editor}>
        <EditorBar automation={automation} onReload={onReload} />
        <div className={classes.body}>
          {!empty && <Palette />}
          <div className={classes.canvas}>
            {empty ? (
              <>
                <EmptyCanvas />
                <PasteAnywhere />
              </>
            ) : (
              <EditorCanvas automation={automation} />
            )}
          </div>
          {!empty && <EditorSide automation={automation} />}
        </div>
      </div>
    </EditorContext>
  );
}

/** Store and autosave of this visit. */
function useSession(automation: Automation): EditorSession {
  const queries = useQueryClient();
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const [session] = useState(() => {
    const store = createEditorStore(automation.draft);
    const step = search.get('step');
    if (step && findNode(automation.draft, step)) store.getState().select(step);
    return { automationId: automation.id, store, autosave: new Autosave(store, automation, queries), navigate };
  });
  useEffect(() => session.autosave.start(), [session]);
  return session;
}

/** A link to this page, and the way back to it, open the same step. */
function useStepInAddress(store: EditorStore): void {
  const selected = useStore(store, (state) => state.selected);
  const [, setSearch] = useSearchParams();
  useEffect(() => {
    setSearch(
      (now) => {
        if (selected) now.set('step', selected);
        else now.delete('step');
        return now;
      },
      { replace: true },
    );
  }, [selected, setSearch]);
}
