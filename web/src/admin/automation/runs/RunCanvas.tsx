import { type Graph, groupsOf } from '@perennial/domain/automation';
import type { Names } from '@perennial/domain/conditions';
import type { NodeChange } from '@xyflow/react';
import { ReactFlowProvider } from '@xyflow/react';
import { useMemo } from 'react';
import { useMe } from '../../identity/staff';
import { FlowCanvas } from '../canvas/FlowCanvas';
import { createFlow } from '../canvas/flow';
import type { FlowNode, Marks } from '../canvas/flow-types';
import { pickedAfter } from '../canvas/picked-after';

interface RunCanvasProps {
  readonly graph: Graph;
  readonly names: Names;
  readonly marks: Marks & { readonly picked: readonly string[] };
  readonly onPick: (change: (picked: readonly string[]) => readonly string[]) => void;
}

/** A read-only canvas of a version. */
export function RunCanvas({ graph, names, marks, onPick }: RunCanvasProps) {
  const { emailLimits } = useMe().school;
  const toFlow = useMemo(() => createFlow(false, emailLimits), [emailLimits]);
  const handlers = useMemo(
    () => ({
      onNodesChange: (changes: NodeChange<FlowNode>[]) => onPick((picked) => pickedAfter(changes, picked) ?? picked),
      onNodeClick: (_event: unknown, { id, type }: FlowNode) => type === 'step' && onPick(() => [id]),
      onPaneClick: () => onPick(() => []),
    }),
    [onPick],
  );
  const { picked } = marks;
  return (
    <ReactFlowProvider>
      <FlowCanvas
        flow={toFlow(graph, names, marks)}
        groups={groupsOf(graph)}
        selected={picked.length === 1 ? (picked[0] ?? null) : null}
        editable={false}
        handlers={handlers}
      />
    </ReactFlowProvider>
  );
}
