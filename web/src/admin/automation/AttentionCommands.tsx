import { Button, Group, Modal, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import classes from './Attention.module.css';
import { type AttentionGroup, type GroupCommand, type Operated, operateAll } from './attention';
import { automationsKey } from './automation';
import { RouteButton } from './RouteButton';
import { RetryButton } from './runs/RetryButton';
import { isEntering } from './runs/run';

interface AttentionCommandsProps {
  readonly group: AttentionGroup;
  readonly test: boolean;
  /** Journeys that are chosen. Without any, a command is for all that have the error. */
  readonly chosen: readonly string[];
  readonly onDone: (operated: Operated) => void;
}

/** Commands to all journeys with one error, or to those that are chosen. */
export function AttentionCommands({ group, test, chosen, onDone }: AttentionCommandsProps) {
  const { step, count: all, newestVersion, code } = group;
  const [asking, setAsking] = useState<'skip' | 'stop' | null>(null);
  const queries = useQueryClient();
  const operate = useMutation({
    mutationFn: (command: GroupCommand) => operateAll(group, test, { ...command, ...(chosen.length > 0 && { runIds: chosen }) }),
    onSuccess: async (operated) => {
      setAsking(null);
      onDone(operated);
      await queries.invalidateQueries({ queryKey: automationsKey });
    },
    meta: { failed: 'Something went wrong' },
  });
  const entering = isEntering(code);
  const count = chosen.length > 0 ? chosen.length : all;
  const whom = chosen.length > 0 ? `${chosen.length} chosen` : 'all';
  const many = count === 1 ? '1 journey' : `${count.toLocaleString('en')} journeys`;
  return (
    <>
      <Group gap="xs" className={classes.all} role="group" aria-label={`Commands for ${whom}`}>
        <RetryButton
          size="xs"
          label={entering ? `Allow ${whom} to enter` : `Retry ${whom}`}
          newest={newestVersion}
          loading={operate.isPending && operate.variables.action === 'retry'}
          onRetry={(version) => operate.mutate({ action: 'retry', version })}
        />
        {!entering && (
          <>
            <Button size="xs" variant="default" onClick={() => setAsking('skip')}>
              Skip the step for {whom}
            </Button>
            <RouteButton size="xs" same={group} test={test} chosen={chosen} whose={many} onRouted={onDone} />
          </>
        )}
        <Button size="xs" variant="default" onClick={() => setAsking('stop')}>
          Stop {whom}
        </Button>
      </Group>
      <Modal
        opened={asking !== null}
        onClose={() => setAsking(null)}
        title={asking === 'stop' ? `Stop ${many}?` : `Skip “${step}” for ${many}?`}
      >
        <Text size="sm">
          {asking === 'stop'
            ? 'They exit the automation at this step. This cannot be undone.'
            : 'They continue without this step. This cannot be undone.'}
        </Text>
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={() => setAsking(null)}>
            Cancel
          </Button>
          <Button color="red" loading={operate.isPending} onClick={() => asking && operate.mutate({ action: asking })}>
            {asking === 'stop' ? `Stop ${many}` : 'Skip the step'}
          </Button>
        </Group>
      </Modal>
    </>
  );
}
