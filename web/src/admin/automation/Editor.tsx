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
import type { EditorStore } from './canvas/editor-store';
import { openStore } from './canvas/kept-stores';
import { Palette } from './canvas/Palette';
import { PasteAnywhere } from './canvas/Paste';
import classes from './Editor.module.css';
import { EditorBar } from './EditorBar';
import { EditorSide } from './EditorSide';
import { EmptyCanvas } from './EmptyCanvas';
import { StepList } from './list/StepList';
import { useEditorKeys } from './use-editor-keys';
import { useRestore } from './versions/replace-draft';
import { useEditorView } from './view';

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
  useRestore(session);
  const saving = useStore(store, (state) => state.saving);
  // Repeated after a save, during which changes of others may have arrived.
  useEffect(() => {
    if (saving === 'saved') session.autosave.follow(automation);
  }, [saving, session, automation]);
  // Leaving would lose changes that could not be saved.
  useUnsaved(saving !== 'saved', { isDirty: () => ['failed', 'stale'].includes(store.getState().saving), keptAcrossTabs: true });
  const empty = useStore(store, ({ graph }) => graph.nodes.length === 0);
  const [view, setView] = useEditorView();
  return (
    <EditorContext value={session}>
      <div className={classes.editor}>
        <EditorBar automation={automation} onReload={onReload} view={empty ? null : view} onView={setView} />
        <div className={classes.body}>
          {!empty && view === 'canvas' && <Palette />}
          <div className={classes.canvas}>
            {empty ? (
              <>
                <EmptyCanvas />
                <PasteAnywhere />
              </>
            ) : view === 'list' ? (
              <StepList automation={automation} />
            ) : (
              <EditorCanvas automation={automation} />
            )}
          </div>
          {!empty && <EditorSide automation={automation} view={view} />}
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
    const store = openStore(queries, automation);
    const step = search.get('step');
    if (step && findNode(automation.draft, step)) store.getState().select(step);
    return { automationId: automation.id, store, autosave: new Autosave(store, automation, queries), navigate };
  });
  useEffect(() => session.autosave.start(), [session]);
  return session;
}

/** Keeps the step in the address, so that a link or the back button opens the same step. */
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
