import { Text, UnstyledButton } from '@mantine/core';
import type { ChangeText } from '@perennial/domain/automation';
import classes from './Versions.module.css';

const labels: Readonly<Record<ChangeText['kind'], string>> = { added: 'Added', removed: 'Removed', changed: 'Changed' };

interface ChangeListProps {
  readonly changes: readonly ChangeText[];
  /** Shows the step of a change. Without it, changes are no buttons. */
  readonly onPick?: (change: ChangeText) => void;
}

/** Changes as sentences, each with its kind. */
export function ChangeList({ changes, onPick }: ChangeListProps) {
  if (changes.length === 0)
    return (
      <Text size="sm" c="dimmed">
        No changes.
      </Text>
    );
  return (
    <ul className={classes.changes} aria-label="Changes">
      {changes.map((change) => {
        const { kind, nodeId, text } = change;
        const content = (
          <>
            <span className={classes.kind} data-change={kind}>
              {labels[kind]}
            </span>{' '}
            <span>{text}</span>
          </>
        );
        return (
          <li key={`${kind} ${nodeId} ${text}`}>
            {onPick && nodeId !== null ? (
              <UnstyledButton className={classes.change} onClick={() => onPick(change)}>
                {content}
              </UnstyledButton>
            ) : (
              <div className={classes.change}>{content}</div>
            )}
          </li>
        );
      })}
    </ul>
  );
}
