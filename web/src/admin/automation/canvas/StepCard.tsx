import { IconAlertTriangle, IconUser } from '@tabler/icons-react';
import { Handle, type NodeProps, Position } from '@xyflow/react';
import { memo } from 'react';
import { Link } from 'react-router';
import classes from './Canvas.module.css';
import { useMarks } from './editor-context';
import type { StepNode } from './flow';
import { iconOf } from './icons';

/** One step: what it does in one sentence, and who or what is there now. */
export const StepCard = memo(function StepCard({ id, data, selected }: NodeProps<StepNode>) {
  const { problems, standing, path, legal } = useMarks();
  const Icon = iconOf(data.icon);
  const problem = problems.get(id);
  const visited = path?.visited.get(id);
  const wired = legal?.has(id);
  return (
    <div
      className={classes.card}
      data-family={data.family}
      data-selected={selected || undefined}
      data-dim={(path && visited === undefined) || (legal && !wired && legal.source !== id) || undefined}
      data-legal={wired || undefined}
      data-current={path?.current === id || undefined}
    >
      {data.family !== 'when' && (
        <Handle
          type="target"
          position={Position.Top}
          className={classes.handle}
          data-wide={wired || undefined}
          isConnectableStart={false}
        />
      )}
      <span className={classes.icon}>
        <Icon size={17} stroke={1.8} />
      </span>
      <span className={classes.words}>
        <span className={classes.kind}>{data.label}</span>
        <span className={classes.summary}>{data.summary}</span>
        {visited && <span className={classes.time}>{visited}</span>}
      </span>
      {standing && <People nodeId={id} />}
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
          className={`${classes.handle} ${classes.source}`}
          style={{ left: `${((index + 1) / (data.ports.length + 1)) * 100}%` }}
          isConnectableEnd={false}
          title="Drag to the step that comes next"
        />
      ))}
    </div>
  );
});

/** Who is here now; leads to their journeys. */
function People({ nodeId }: { nodeId: string }) {
  const { standing } = useMarks();
  const here = standing?.at.get(nodeId);
  if (!standing || !here) return null;
  const { people, parked } = here;
  const words = people === 1 ? '1 person is here now' : `${people} people are here now`;
  const trouble = parked === 0 ? '' : `, ${parked} ${parked === 1 ? 'needs' : 'need'} attention`;
  return (
    <Link
      to={standing.listOf(nodeId)}
      className={`${classes.people} nodrag nopan`}
      data-parked={parked > 0 || undefined}
      title={`${words}${trouble}`}
      aria-label={`${words}${trouble}`}
      onClick={(event) => event.stopPropagation()}
    >
      <IconUser size={11} aria-hidden /> {people.toLocaleString('en')}
    </Link>
  );
}
