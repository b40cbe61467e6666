import { Anchor, Button, Group, Progress, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import { ErrorState } from '../../../ui/feedback/States';
import { type MoveDetail, moveInWords, useMove } from './move';
import classes from './Versions.module.css';

const outcomes: Readonly<Record<MoveDetail['results'][number]['outcome'], string>> = {
  moved: 'Moved',
  exited: 'Ended',
  skipped: 'Skipped',
  failed: 'Not moved',
};
const movedBy: Readonly<Record<MoveDetail['action'], string>> = {
  move: 'Moved',
  release: 'Released',
  retry: 'Retried',
  retry_newest: 'Retried',
  skip: 'Step skipped',
  stop: 'Stopped',
};

interface MoveProgressProps {
  readonly automationId: string;
  readonly moveId: string;
  readonly onClose: () => void;
}

/** How far a move of people is, and what became of each. */
export function MoveProgress({ automationId, moveId, onClose }: MoveProgressProps) {
  const move = useMove(automationId, moveId);
  if (move.isError && !move.data)
    return <ErrorState error={move.error} what="The progress could not be loaded" onRetry={() => void move.refetch()} />;
  if (!move.data) return <Progress value={100} animated aria-label="Loading" />;
  const { action, total, moved, exited, skipped, failed, state, results } = move.data;
  const done = moved + exited + skipped + failed;
  return (
    <Stack>
      <div role="status">
        {state === 'running' ? (
          <Text size="sm">
            {done.toLocaleString('en')} of {total.toLocaleString('en')} done. You can close this; the rest follows.
          </Text>
        ) : (
          <Text size="sm">
            {state === 'cancelled' && 'This was cancelled. '}
            {moveInWords(move.data)}
          </Text>
        )}
      </div>
      {state === 'running' && <Progress value={total === 0 ? 100 : (100 * done) / total} animated aria-label="Progress" />}
      {results.length > 0 && (
        <ul className={`${classes.people} ${classes.scroll}`} aria-label="What became of each person">
          {results.map(({ runId, contactName, outcome, reason }) => (
            <li key={runId}>
              <Group justify="space-between" wrap="nowrap" gap="sm">
                <Anchor component={Link} to={`/automations/${automationId}/runs/${runId}`} size="sm">
                  {contactName ?? 'The school'}
                </Anchor>
                <Text size="sm">{outcome === 'moved' ? movedBy[action] : outcomes[outcome]}</Text>
              </Group>
              {reason && (
                <Text size="xs" c="dimmed">
                  {reason}
                </Text>
              )}
            </li>
          ))}
        </ul>
      )}
      <Group justify="flex-end">
        <Button onClick={onClose}>Close</Button>
      </Group>
    </Stack>
  );
}
