import { Handle, type NodeProps, Position } from '@xyflow/react';
import { memo } from 'react';
import { AddHere } from './AddHere';
import classes from './Canvas.module.css';
import type { OpenNode } from './flow-types';

/** Where a branch ends for now. */
export const OpenEnd = memo(function OpenEnd({ data: { source, port } }: NodeProps<OpenNode>) {
  return (
    <div className={classes.openEnd}>
      <Handle type="target" position={Position.Top} className={classes.handle} isConnectable={false} />
      <AddHere nodeId={source} port={port} />
    </div>
  );
});
