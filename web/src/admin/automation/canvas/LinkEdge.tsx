import { IconX } from '@tabler/icons-react';
import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getSmoothStepPath } from '@xyflow/react';
import { memo } from 'react';
import { AddHere } from './AddHere';
import classes from './Canvas.module.css';
import { useEditorStore, useMarks } from './editor-context';
import type { FlowEdge } from './flow';
import { lanePath } from './lane-path';
import { useDropStep } from './use-drop-step';

/** A connection, with its port in words and a place to add a step on it. */
export const LinkEdge = memo(function LinkEdge(props: EdgeProps<FlowEdge>) {
  const { id, sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition, data } = props;
  const { path: taken } = useMarks();
  const store = useEditorStore();
  const [straight, labelX, labelY] = getSmoothStepPath({
    ...{ sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition },
    borderRadius: 10,
  });
  const beside = data?.lane === undefined ? null : lanePath({ x: sourceX, y: sourceY }, { x: targetX, y: targetY }, data.lane);
  const path = beside?.path ?? straight;
  // Near its end a label cannot meet that of a neighbour; where ways meet, the middle is clearer.
  const nearEnd = data?.alone && data.label && !beside;
  const { x, y } = nearEnd ? { x: targetX, y: targetY - (data.open ? 30 : 36) } : (beside?.label ?? { x: labelX, y: labelY });
  const side = data?.twin && !beside && sourceX !== targetX ? (sourceX < targetX ? 'left' : 'right') : undefined;
  const anchor = side ? `translate(${side === 'left' ? '-100%' : '0'}, -50%)` : 'translate(-50%, -50%)';
  const at = side ? { x: targetX + (side === 'left' ? -4 : 4), y: labelY } : { x, y };
  const bright = taken?.links.has(id);
  const from = { nodeId: data?.source ?? '', port: data?.port ?? '' };
  return (
    <>
      <BaseEdge
        id={id}
        path={path}
        className={classes.link ?? ''}
        data-bright={bright || undefined}
        data-dim={(taken && !bright) || undefined}
      />
      {store && <DropZone path={path} nodeId={from.nodeId} port={from.port} />}
      {data && (data.label || (store && !data.open)) && (
        <EdgeLabelRenderer>
          <div className={classes.onLink} data-side={side} style={{ transform: `translate(${at.x}px, ${at.y}px) ${anchor}` }}>
            {data.label && (
              <span className={classes.port} data-dim={(taken && !bright) || undefined}>
                {data.label}
              </span>
            )}
            {store && !data.open && (
              <span className={classes.tools}>
                <AddHere at={from} small />
                <button
                  type="button"
                  className={`${classes.cut} nodrag nopan`}
                  aria-label="Remove this connection"
                  title="Remove this connection"
                  onClick={() => store.getState().apply({ type: 'disconnect', from })}
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

/** A step may be dropped anywhere along a connection, not on its + alone. */
function DropZone({ path, nodeId, port }: { path: string; nodeId: string; port: string }) {
  const { awaited, handlers } = useDropStep({ nodeId, port });
  return (
    <path
      d={path}
      fill="none"
      stroke="transparent"
      strokeWidth={56}
      className={classes.zone}
      data-awaited={awaited || undefined}
      data-node={nodeId}
      data-port={port}
      {...handlers}
    />
  );
}
