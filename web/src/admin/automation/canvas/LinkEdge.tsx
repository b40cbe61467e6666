import { IconX } from '@tabler/icons-react';
import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getSmoothStepPath } from '@xyflow/react';
import { memo } from 'react';
import { AddHere } from './AddHere';
import classes from './Canvas.module.css';
import { useEditorStore } from './editor-context';
import type { FlowEdge, LinkData } from './flow-types';
import { lanePath } from './lane-path';
import { useDropStep } from './use-drop-step';

/** A connection, with the label of its port and a place to add a step on it. */
export const LinkEdge = memo(function LinkEdge(props: EdgeProps<FlowEdge>) {
  const { id, data } = props;
  const store = useEditorStore();
  if (!data) return null;
  const { path, label } = drawn(props, data);
  const { source: nodeId, port, onPath } = data;
  const dim = onPath === false || undefined;
  return (
    <>
      <BaseEdge id={id} path={path} className={classes.link ?? ''} data-bright={onPath || undefined} data-dim={dim} />
      {store && <DropZone path={path} nodeId={nodeId} port={port} />}
      {(data.label || (store && !data.open)) && (
        <EdgeLabelRenderer>
          <div
            className={classes.onLink}
            data-side={label.side}
            style={{ transform: `translate(${label.x}px, ${label.y}px) ${label.anchor}` }}
          >
            {data.label && (
              <span className={classes.port} data-dim={dim}>
                {data.label}
              </span>
            )}
            {store && !data.open && (
              <span className={classes.tools}>
                <AddHere nodeId={nodeId} port={port} small />
                <button
                  type="button"
                  className={`${classes.cut} nodrag nopan`}
                  aria-label="Remove this connection"
                  title="Remove this connection"
                  onClick={() => store.getState().apply({ type: 'disconnect', from: { nodeId, port } })}
                >
                  <IconX size={11} stroke={2.2} aria-hidden />
                </button>
              </span>
            )}
          </div>
        </EdgeLabelRenderer>
      )}
    </>
  );
});

/** The path of a connection, and where its label is. */
function drawn(props: EdgeProps<FlowEdge>, data: LinkData) {
  const { sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition } = props;
  const [straight, labelX, labelY] = getSmoothStepPath({
    ...{ sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition },
    borderRadius: 10,
  });
  const beside = data.lane === undefined ? null : lanePath({ x: sourceX, y: sourceY }, { x: targetX, y: targetY }, data.lane);
  const path = beside?.path ?? straight;
  if (data.twin && !beside && sourceX !== targetX) {
    const side = sourceX < targetX ? 'left' : 'right';
    const label = { x: targetX + (side === 'left' ? -4 : 4), y: labelY, side };
    return { path, label: { ...label, anchor: `translate(${side === 'left' ? '-100%' : '0'}, -50%)` } };
  }
  // Near its end a label cannot meet that of a neighbour; where connections meet, the middle is clearer.
  const nearEnd = data.alone && data.label && !beside;
  const { x, y } = nearEnd ? { x: targetX, y: targetY - (data.open ? 30 : 36) } : (beside?.label ?? { x: labelX, y: labelY });
  return { path, label: { x, y, side: undefined, anchor: 'translate(-50%, -50%)' } };
}

/** A step may be dropped anywhere along a connection, not on its + alone. */
function DropZone({ path, nodeId, port }: { path: string; nodeId: string; port: string }) {
  const { handlers } = useDropStep(nodeId, port);
  return (
    <path
      d={path}
      fill="none"
      stroke="transparent"
      strokeWidth={56}
      className={classes.zone}
      data-node={nodeId}
      data-port={port}
      {...handlers}
    />
  );
}
