import { VisuallyHidden } from '@mantine/core';
import type { IconName, NodeFamily } from '@perennial/domain/automation';
import { IconAlertTriangle } from '@tabler/icons-react';
import { type MouseEvent, memo } from 'react';
import { CountLink } from '../canvas/CountLink';
import { useEditorSession } from '../canvas/editor-context';
import { iconOf } from '../canvas/icons';
import classes from './StepList.module.css';

interface RowProps {
  readonly id: string;
  readonly number: number;
  readonly family: NodeFamily;
  readonly icon: IconName;
  readonly label: string;
  /** The group that the step is in. */
  readonly group: string | undefined;
  readonly summary: string;
  readonly problem: string | undefined;
  /** When a preview came here, or how many people passed. */
  readonly visited: string | undefined;
  readonly people: number | undefined;
  readonly parked: number | undefined;
  readonly picked: boolean;
  readonly current: boolean;
}

/** One step. Every property is a primitive, so that a row renders only when what it shows changes. */
export const Row = memo(function Row(props: RowProps) {
  const { id, number, family, icon, label, group, summary, problem, visited, people, parked, picked, current } = props;
  const { store } = useEditorSession();
  const Icon = iconOf(icon);
  const choose = (event: MouseEvent) => {
    const { picked: before, pick } = store.getState();
    if (!event.metaKey && !event.ctrlKey) return pick([id]);
    pick(before.includes(id) ? before.filter((each) => each !== id) : [...before, id]);
  };
  return (
    <div className={classes.row} data-family={family} data-picked={picked || undefined} data-current={current || undefined}>
      <button type="button" className={classes.step} data-step={id} aria-current={picked || undefined} onClick={choose}>
        <span className={classes.number}>{number}</span>
        <span className={classes.icon}>
          <Icon size={16} stroke={1.8} />
        </span>
        <span className={classes.texts}>
          <span className={classes.kind}>{group === undefined ? label : `${label} · ${group}`}</span>
          <span>{summary}</span>
          {visited && <span className={classes.visited}>{visited}</span>}
          {problem && (
            <span className={classes.problem}>
              <IconAlertTriangle size={13} aria-hidden />
              <span>
                <VisuallyHidden>Issue: </VisuallyHidden>
                {problem}
              </span>
            </span>
          )}
        </span>
      </button>
      {people !== undefined && <CountLink nodeId={id} people={people} parked={parked ?? 0} className={classes.people} />}
    </div>
  );
});
