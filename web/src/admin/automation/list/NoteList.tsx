import { Button, Title } from '@mantine/core';
import { notesOf } from '@perennial/domain/automation';
import { IconPlus } from '@tabler/icons-react';
import { addNote } from '../canvas/AddNote';
import { useEditor, useEditorSession } from '../canvas/editor-context';
import classes from './StepList.module.css';

/** The notes of the canvas. Each opens the same panel. */
export function NoteList() {
  const { store } = useEditorSession();
  const notes = useEditor(({ graph }) => notesOf(graph));
  const selected = useEditor((state) => state.selected);
  const select = useEditor((state) => state.select);
  return (
    <>
      <Title order={3} mt="lg" mb={6}>
        Notes
      </Title>
      {notes.length > 0 && (
        <ul className={classes.items} aria-label="Notes">
          {notes.map(({ id, text }) => (
            <li key={id}>
              <button
                type="button"
                className={classes.note}
                aria-current={selected === id || undefined}
                onClick={() => select(id)}
              >
                {text || 'Empty note'}
              </button>
            </li>
          ))}
        </ul>
      )}
      <Button mt={6} size="compact-sm" variant="default" leftSection={<IconPlus size={13} />} onClick={() => addNote(store)}>
        Add a note
      </Button>
    </>
  );
}
