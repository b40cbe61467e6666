import { IconAlertTriangle } from '@tabler/icons-react';
import { Handle, type NodeProps, Position } from '@xyflow/react';
import { memo } from 'react';
import { waitInWords } from '../holds/holds';
import classes from './Canvas.module.css';
import { CountLink } from './CountLink';
import type { StepNode } from './flow-types';
import { portPlace } from './handles';
import { iconOf } from './icons';
import { Rules } from './Rules';

const changeLabels = { added: 'Added', removed: 'Removed', changed: 'Changed' } as const;

/** One step, with its summary and the number of people at it. Renders only from its data. */
export const StepCard = memo(function StepCard({ id, data, selected }: NodeProps<StepNode>) {
  const { family, icon, label, summary, ports, rules, problem, change, visited, current, dim, legal, people, parked, held } =
    data;
  const Icon = iconOf(icon);
  return (
    <div
      className={classes.card}
      data-family={family}
      data-selected={selected || undefined}
      data-dim={dim || undefined}
      data-legal={legal || undefined}
      data-current={current || undefined}
      data-rules={rules ? true : undefined}
      data-change={change}
    >
      {family !== 'when' && (
        <Handle
          type="target"
          position={Position.Top}
          className={classes.handle}
          data-wide={legal || undefined}
          isConnectableStart={false}
        />
      )}
      <span className={classes.icon}>
        <Icon size={17} stroke={1.8} />
      </span>
      <span className={classes.texts}>
        <span className={classes.kind}>{label}</span>
        <span className={classes.summary}>{summary}</span>
        {visited && <span className={classes.time}>{visited}</span>}
      </span>
      {rules && <Rules rules={rules} />}
      {people !== undefined && <CountLink nodeId={id} people={people} parked={parked ?? 0} />}
      {held !== undefined && (
        <span className={classes.held} title={`${waitInWords(held)} before this step, which is held`}>
          Held{held > 0 && `: ${held.toLocaleString('en')}`}
        </span>
      )}
      {change && (
        <span className={classes.change} data-change={change}>
          {changeLabels[change]}
        </span>
      )}
      {problem && (
        <span className={classes.problem} title={problem}>
          <IconAlertTriangle size={14} aria-label="Has an issue" />
        </span>
      )}
      {ports.map((port, index) => (
        <Handle
          key={port}
          id={port}
          type="source"
          position={Position.Bottom}
          className={`${classes.handle} ${classes.source}`}
          style={{ left: `${portPlace(index, ports.length) * 100}%` }}
          isConnectableEnd={false}
          title="Drag to the next step"
        />
      ))}
    </div>
  );
});
