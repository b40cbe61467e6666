import { Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import { ErrorState, TextSkeleton } from '../../../ui/feedback/States';
import { showDone } from '../../../ui/feedback/toasts';
import { NotAll } from '../../../ui/list/NotAll';
import { Instant } from '../../../ui/values/Values';
import { BusinessTime } from '../../school/clocks/BusinessTime';
import { automationKey } from '../automation';
import { type Run, useRuns } from '../runs/run';
import classes from '../versions/Versions.module.css';
import { releaseHeld } from './holds';

const shown = 50;

/** Who waits before a held step, with a release for each. Those who entered first come first. */
export function HeldPeople({ automationId, nodeId }: { automationId: string; nodeId: string }) {
  const runs = useRuns(automationId, { sort: 'startedAt', page: 1, pageSize: shown, state: undefined, step: nodeId, held: true });
  if (runs.isError && !runs.data)
    return <ErrorState error={runs.error} what="The people could not be loaded" onRetry={() => void runs.refetch()} />;
  if (!runs.data) return <TextSkeleton lines={3} />;
  const { items, total } = runs.data;
  if (items.length === 0) return <Text size="sm">No one waits before this step now.</Text>;
  return (
    <Stack gap="xs">
      <ul className={`${classes.people} ${classes.scroll}`} aria-label="Who waits before this step">
        {items.map((run) => (
          <Person key={run.id} automationId={automationId} nodeId={nodeId} run={run} />
        ))}
      </ul>
      <NotAll shown={items.length} total={total}>
        The others follow when you release these.
      </NotAll>
    </Stack>
  );
}

function Person({ automationId, nodeId, run }: { automationId: string; nodeId: string; run: Run }) {
  const name = run.contact?.name || run.contact?.email || 'The school';
  const queries = useQueryClient();
  const release = useMutation({
    mutationFn: () => releaseHeld(automationId, nodeId, [run.id]),
    onSuccess: async () => {
      showDone(`${name} is being released.`);
      await queries.invalidateQueries({ queryKey: automationKey(automationId) });
    },
    meta: { failed: 'Not released' },
  });
  return (
    <li>
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <div>
          <Anchor component={Link} to={`/automations/${automationId}/runs/${run.id}`} size="sm">
            {name}
          </Anchor>
          <Text size="xs" c="dimmed">
            <BusinessTime clockId={run.contact?.clockId ?? null}>
              Entered <Instant at={run.startedAt} short />
            </BusinessTime>
          </Text>
        </div>
        <Button
          size="compact-sm"
          variant="default"
          aria-label={`Release ${name}`}
          loading={release.isPending || release.isSuccess}
          onClick={() => release.mutate()}
        >
          Release
        </Button>
      </Group>
    </li>
  );
}
