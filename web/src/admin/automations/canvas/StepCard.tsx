import { IconAlertTriangle, IconUser } from '@tabler/icons-react';
import { Handle, type NodeProps, Position } from '@xyflow/react';
import { memo } from 'react';
import classes from './Canvas.module.css';
import { useMarks } from './editor-context';
import type { StepNode } from './flow';
import { iconOf } from './icons';

/** One step: what it does in one sentence, and who or what is there now. */
export const StepCard = memo(function StepCard({ id, data, selected }: NodeProps<StepNode>) {
  const { problems, waiting, path } = useMarks();
  const Icon = iconOf(data.icon);
  const problem = problems.get(id);
  const people = waiting?.get(id) ?? 0;
  const visited = path?.visited.get(id);
  return (
    <div
      className={classes.card}
      data-family={data.family}
      data-selected={selected || undefined}
      data-dim={(path && visited === undefined) || undefined}
      data-current={path?.current === id || undefined}
    >
      {data.family !== 'when' && <Handle type="target" position={Position.Top} className={classes.handle} />}
      <span className={classes.icon}>
        <Icon size={17} stroke={1.8} />
      </span>
      <span className={classes.words}>
        <span className={classes.kind}>{data.label}</span>
        <span className={classes.summary}>{data.summary}</span>
        {visited && <span className={classes.time}>{visited}</span>}
      </span>
      {people > 0 && (
        <span className={classes.people} title={people === 1 ? '1 person is here now' : `${people} people are here now`}>
          <IconUser size={11} aria-hidden /> {people}
        </span>
      )}
      {problem && (
        <span className={classes.problem} title={problem}>
          <IconAlertTriangle size={14} aria-label="To be mended" />
        </span>
      )}
      {data.ports.map((port, index) => (
        <Handle
          key={port}
          id={port}
          type="source"
          position={Position.Bottom}
          className={classes.handle}
          style={{ left: `${((index + 1) / (data.ports.length + 1)) * 100}%` }}
        />
      ))}
    </div>
  );
});
