import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getSmoothStepPath } from '@xyflow/react';
import { memo } from 'react';
import { AddHere } from './AddHere';
import classes from './Canvas.module.css';
import { useEditorStore, useMarks } from './editor-context';
import type { FlowEdge } from './flow';

/** A connection, with its port in words and a place to add a step on it. */
export const LinkEdge = memo(function LinkEdge(props: EdgeProps<FlowEdge>) {
  const { id, sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition, data } = props;
  const { path: taken } = useMarks();
  const editable = useEditorStore() !== null;
  const [path, labelX, labelY] = getSmoothStepPath({
    ...{ sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition },
    borderRadius: 10,
  });
  // Near its end a label cannot meet that of a neighbour; where ways meet, the middle is clearer.
  const [x, y] = data?.alone && data.label ? [targetX, targetY - (data.open ? 30 : 36)] : [labelX, labelY];
  const bright = taken?.links.has(id);
  return (
    <>
      <BaseEdge
        id={id}
        path={path}
        className={classes.link ?? ''}
        data-bright={bright || undefined}
        data-dim={(taken && !bright) || undefined}
      />
      {data && (data.label || (editable && !data.open)) && (
        <EdgeLabelRenderer>
          <div className={classes.onLink} style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}>
            {data.label && (
              <span className={classes.port} data-dim={(taken && !bright) || undefined}>
                {data.label}
              </span>
            )}
            {editable && !data.open && <AddHere at={{ nodeId: data.source, port: data.port }} small />}
          </div>
        </EdgeLabelRenderer>
      )}
    </>
  );
});
