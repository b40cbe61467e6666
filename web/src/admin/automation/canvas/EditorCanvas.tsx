import { legalTargets } from '@perennial/domain/automation';
import { ReactFlowProvider } from '@xyflow/react';
import { useMemo, useState } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { useZone } from '../../../ui/values/Values';
import { useMe } from '../../identity/staff';
import { type Automation, type PassagePeriod, usePassages, useStepCounts } from '../automation';
import { previewPath } from '../preview/preview';
import { useProblems } from '../problems';
import { useRecordNames } from '../use-record-names';
import { useEditor, useEditorSession } from './editor-context';
import { FlowCanvas } from './FlowCanvas';
import { createFlow } from './flow';
import type { Marks } from './flow-types';
import { Numbers } from './Numbers';
import { PasteInView } from './Paste';
import { passedIn } from './passed';
import { useCanvasHandlers } from './use-canvas-handlers';

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
      selected={selected}
      editable
      awaiting={awaiting}
      handlers={handlers}
      onLink={onLink}
    >
      <PasteInView />
      {automation.published && <Numbers period={period} onChange={setPeriod} />}
    </FlowCanvas>
  );
}

/** What the canvas shows besides the graph. */
function useMarks(automation: Automation, period: PassagePeriod | null): Marks {
  const { graph, picked, moving, drawn, played, untouched } = useEditor(
    useShallow(({ graph, picked, moving, drawn, played, fresh }) => ({
      ...{ graph, picked, moving, drawn, played },
      untouched: fresh && fresh.edited.size === 0 ? fresh.nodeId : null,
    })),
  );
  const zone = useZone();
  const problems = useProblems(automation);
  const stepCounts = useStepCounts(automation.id, automation.published !== null).data;
  const byStep = useMemo(
    () => new Map(problems.flatMap(({ step, message }) => (step && step !== untouched ? [[step, message]] : []))),
    [problems, untouched],
  );
  const counts = useMemo(() => new Map(stepCounts?.map((here) => [here.nodeId, here])), [stepCounts]);
  const holds = useMemo(() => new Set(automation.holds.map(({ nodeId }) => nodeId)), [automation.holds]);
  const passages = usePassages(automation.id, period !== null).data;
  const passed = useMemo(() => (period && passages ? passedIn(passages, period) : undefined), [passages, period]);
  const path = useMemo(() => (played ? previewPath(graph, played.steps, zone) : undefined), [graph, played, zone]);
  const legal = useMemo(
    () => (drawn ? { source: drawn.nodeId, targets: new Set(legalTargets(graph, drawn)) } : undefined),
    [graph, drawn],
  );
  const shown = { picked, moving, problems: byStep, counts, holds };
  return { ...shown, ...(passed && { passed }), ...(path && { path }), ...(legal && { legal }) };
}
