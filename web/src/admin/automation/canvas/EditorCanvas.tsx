import { groupsOf } from '@perennial/domain/automation';
import { ReactFlowProvider } from '@xyflow/react';
import { useMemo, useState } from 'react';
import { useMe } from '../../identity/staff';
import type { Automation, PassagePeriod } from '../automation';
import { useRecordNames } from '../use-record-names';
import { AddNote } from './AddNote';
import { CanvasMenu } from './CanvasMenu';
import { useEditor, useEditorSession } from './editor-context';
import { FlowCanvas } from './FlowCanvas';
import { createFlow } from './flow';
import { Numbers } from './Numbers';
import { PasteInView } from './Paste';
import { useCanvasHandlers } from './use-canvas-handlers';
import { useMarks } from './use-marks';

/** The canvas of an automation that is edited. */
export function EditorCanvas({ automation }: { automation: Automation }) {
  return (
    <ReactFlowProvider>
      <Drawing automation={automation} />
    </ReactFlowProvider>
  );
}

function Drawing({ automation }: { automation: Automation }) {
  const { store } = useEditorSession();
  const { emailLimits } = useMe().school;
  const toFlow = useMemo(() => createFlow(true, emailLimits), [emailLimits]);
  const graph = useEditor((state) => state.graph);
  const selected = useEditor((state) => state.selected);
  const awaiting = useEditor(({ dragging }) => dragging !== null);
  const names = useRecordNames(graph.nodes);
  const handlers = useCanvasHandlers(store);
  const onLink = useEditor((state) => state.setHovered);
  const [period, setPeriod] = useState<PassagePeriod | null>(null);
  const marks = useMarks(automation, period);
  return (
    <FlowCanvas
      flow={toFlow(graph, names, marks)}
      groups={groupsOf(graph)}
      selected={selected}
      editable
      awaiting={awaiting}
      handlers={handlers}
      onLink={onLink}
      controls={<AddNote />}
    >
      <PasteInView />
      <CanvasMenu />
      {automation.published && <Numbers period={period} onChange={setPeriod} />}
    </FlowCanvas>
  );
}
