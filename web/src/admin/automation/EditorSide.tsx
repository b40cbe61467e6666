import { notesOf } from '@perennial/domain/automation';
import type { Automation } from './automation';
import { useEditor } from './canvas/editor-context';
import classes from './Editor.module.css';
import { AutomationPanel } from './panel/AutomationPanel';
import { NotePanel } from './panel/NotePanel';
import { SelectionPanel } from './panel/SelectionPanel';
import { StepPanel } from './panel/StepPanel';
import { PreviewPanel } from './preview/PreviewPanel';
import type { EditorView } from './view';

/** Beside the canvas or the list: the preview, the settings of the selected steps, or those of the automation. */
export function EditorSide({ automation, view }: { automation: Automation; view: EditorView }) {
  const previewing = useEditor((state) => state.previewing);
  const count = useEditor((state) => state.picked.length);
  const isNote = useEditor(({ graph, selected }) => notesOf(graph).some(({ id }) => id === selected));
  return (
    <aside className={classes.side} data-open={count > 0 || previewing ? true : undefined}>
      {previewing ? (
        <PreviewPanel />
      ) : count === 1 ? (
        isNote ? (
          <NotePanel />
        ) : (
          <StepPanel automation={automation} />
        )
      ) : count > 1 ? (
        <SelectionPanel />
      ) : (
        <AutomationPanel automation={automation} view={view} />
      )}
    </aside>
  );
}
