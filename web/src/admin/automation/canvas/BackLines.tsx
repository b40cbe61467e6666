import { ViewportPortal } from '@xyflow/react';
import { memo } from 'react';
import { backPath } from './back-path';
import classes from './Canvas.module.css';
import type { FlowNode } from './flow-types';

/** A line from each step that goes back to the earlier step. It is not a connection: nothing can be added on it. */
export const BackLines = memo(function BackLines({ nodes }: { nodes: readonly FlowNode[] }) {
  const places = new Map(nodes.map((node) => [node.id, node]));
  const lines = nodes.flatMap((node) => {
    const back = node.type === 'step' ? node.data.back : undefined;
    const target = back === undefined ? undefined : places.get(back);
    return target ? [{ id: node.id, path: backPath(node.position, target.position) }] : [];
  });
  if (lines.length === 0) return null;
  return (
    <ViewportPortal>
      <svg className={classes.back} aria-hidden>
        {lines.map(({ id, path }) => (
          <path key={id} d={path} />
        ))}
      </svg>
    </ViewportPortal>
  );
});
