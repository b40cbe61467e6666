import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getSmoothStepPath, useStore as useFlow } from '@xyflow/react';
import { memo } from 'react';
import { useStore } from 'zustand';
import { AddHere } from './AddHere';
import classes from './Canvas.module.css';
import { CutLink } from './CutLink';
import { useEditorStore } from './editor-context';
import type { EditorStore } from './editor-store';
import type { FlowEdge, LinkData } from './flow-types';
import { lanePath } from './lane-path';
import { isLegible } from './legible';

/** A connection, with the label of its port and a place to add a step on it. */
export const LinkEdge = memo(function LinkEdge(props: EdgeProps<FlowEdge>) {
  const { id, data } = props;
  const store = useEditorStore();
  const legible = useFlow(isLegible);
  if (!data) return null;
  const { path, label } = drawn(props, data);
  const { source: nodeId, port, onPath } = data;
  const dim = onPath === false || undefined;
  return (
    <>
      {/* Only its end reacts to the mouse, so there is no wide path below it. */}
      <BaseEdge
        id={id}
        path={path}
        interactionWidth={0}
        className={classes.link ?? ''}
        data-bright={onPath || undefined}
        data-dim={dim}
      />
      {store && <Aimed store={store} path={path} nodeId={nodeId} port={port} />}
      {legible && (data.label || data.passed !== undefined || (store && !data.open)) && (
        <EdgeLabelRenderer>
          <div
            className={classes.onLink}
            data-side={label.side}
            data-link={id}
            style={{ transform: `translate(${label.x}px, ${label.y}px) ${label.anchor}` }}
          >
            {data.label && (
              <span className={classes.port} data-dim={dim} title={data.label}>
                {data.label}
              </span>
            )}
            {data.passed !== undefined && <span className={classes.passed}>{data.passed.toLocaleString('en')}</span>}
            {store && !data.open && (
              <span className={classes.tools}>
                <AddHere nodeId={nodeId} port={port} small />
                <CutLink link={id} from={{ nodeId, port }} />
              </span>
            )}
          </div>
        </EdgeLabelRenderer>
      )}
    </>
  );
});

/** The path of a connection, and where its label is. */
function drawn(props: EdgeProps<FlowEdge>, { lane, twin, alone, open, label }: LinkData) {
  const { sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition } = props;
  const centred = { side: undefined, anchor: 'translate(-50%, -50%)' };
  if (lane)
    return {
      path: lanePath({ x: sourceX, y: sourceY }, { x: targetX, y: targetY }, lane),
      label: { ...centred, x: lane.x, y: label ? lane.y : (sourceY + targetY) / 2 },
    };
  const [path, labelX, labelY] = getSmoothStepPath({
    ...{ sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition },
    borderRadius: 10,
  });
  if (twin && sourceX !== targetX) {
    const left = sourceX < targetX;
    const beside = { side: left ? 'left' : 'right', anchor: `translate(${left ? '-100%' : '0'}, -50%)` };
    return { path, label: { ...beside, x: targetX + (left ? -4 : 4), y: labelY } };
  }
  // Near its end a label cannot meet that of a neighbour; where connections meet, the middle is clearer.
  if (alone && label) return { path, label: { ...centred, x: targetX, y: targetY - (open ? 30 : 36) } };
  return { path, label: { ...centred, x: labelX, y: labelY } };
}

interface AimedProps {
  readonly store: EditorStore;
  readonly path: string;
  readonly nodeId: string;
  readonly port: string;
}

/** Marks the connection at which a drop would insert what is being dragged. */
function Aimed({ store, path, nodeId, port }: AimedProps) {
  const aimed = useStore(store, ({ aim }) => aim?.nodeId === nodeId && aim.port === port);
  return aimed ? <path d={path} fill="none" className={classes.aimed} /> : null;
}
