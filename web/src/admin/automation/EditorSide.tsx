import type { Automation } from './automation';
import { useEditor } from './canvas/editor-context';
import classes from './Editor.module.css';
import { AutomationPanel } from './panel/AutomationPanel';
import { SelectionPanel } from './panel/SelectionPanel';
import { StepPanel } from './panel/StepPanel';
import { PreviewPanel } from './preview/PreviewPanel';

/** Beside the canvas: the preview, the settings of the selected steps, or those of the automation. */
export function EditorSide({ automation }: { automation: Automation }) {
  const previewing = useEditor((state) => state.previewing);
  const count = useEditor((state) => state.picked.length);
  return (
    <aside className={classes.side} data-open={count > 0 || previewing ? true : undefined}>
      {previewing ? (
        <PreviewPanel />
      ) : count === 1 ? (
        <StepPanel automation={automation} />
      ) : count > 1 ? (
        <SelectionPanel />
      ) : (
        <AutomationPanel automation={automation} />
      )}
    </aside>
  );
}
