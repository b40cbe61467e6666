import { ActionIcon } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp } from '@tabler/icons-react';
import { useStore } from 'zustand';
import { useEditorSession } from '../canvas/editor-context';

/** Undo and redo of the drawing. */
export function UndoRedo() {
  const history = useEditorSession().store.temporal;
  const canUndo = useStore(history, (state) => state.pastStates.length > 0);
  const canRedo = useStore(history, (state) => state.futureStates.length > 0);
  const { undo, redo } = history.getState();
  return (
    <ActionIcon.Group>
      <ActionIcon variant="default" disabled={!canUndo} aria-label="Undo" onClick={() => undo()}>
        <IconArrowBackUp size={15} />
      </ActionIcon>
      <ActionIcon variant="default" disabled={!canRedo} aria-label="Redo" onClick={() => redo()}>
        <IconArrowForwardUp size={15} />
      </ActionIcon>
    </ActionIcon.Group>
  );
}
