import { Alert, Anchor, Button, Group, Progress, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import { ErrorState } from '../../../ui/feedback/States';
import classes from '../versions/Versions.module.css';
import {
  type EntryRequestDetail,
  entriesInWords,
  entriesKey,
  isBusy,
  refusalInWords,
  stopAdding,
  useEntryRequest,
} from './entry';

interface EntryProgressProps {
  readonly automationId: string;
  readonly entryId: string;
  /** Addresses that belong to no contact. */
  readonly unknown: readonly string[];
}

const outcomes: Readonly<Record<EntryRequestDetail['results'][number]['outcome'], string>> = {
  entered: 'Entered',
  refused: 'Did not enter',
  waiting: 'In progress',
};

/** How far the adding of people is, and what became of each. */
export function EntryProgress({ automationId, entryId, unknown }: EntryProgressProps) {
  const queries = useQueryClient();
  const request = useEntryRequest(automationId, entryId);
  const stop = useMutation({
    mutationFn: () => stopAdding(automationId, entryId),
    onSuccess: () => queries.invalidateQueries({ queryKey: entriesKey(automationId) }),
    meta: { failed: 'The adding of people was not stopped' },
  });
  if (request.isError && !request.data)
    return <ErrorState error={request.error} what="The progress could not be loaded" onRetry={() => void request.refetch()} />;
  if (!request.data) return <Progress value={100} animated aria-label="Loading" />;
  const { total, entered, refused, state, results } = request.data;
  const busy = isBusy(request.data);
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Text size="sm" role="status">
          {entriesInWords(request.data)}
        </Text>
        {state === 'running' && (
          <Button size="xs" variant="default" loading={stop.isPending} onClick={() => stop.mutate()}>
            Stop
          </Button>
        )}
      </Group>
      {busy && (
        <Progress value={total === 0 ? 100 : (100 * (entered + refused)) / total} animated aria-label="People added so far" />
      )}
      <Unknown addresses={unknown} />
      {results.length > 0 && (
        <ul className={`${classes.people} ${classes.scroll}`} aria-label="What became of each person">
          {results.map(({ contactId, contactName, outcome, reason, runId }) => (
            <li key={contactId}>
              <Group justify="space-between" wrap="nowrap" gap="sm">
                <Anchor
                  component={Link}
                  to={runId ? `/automations/${automationId}/runs/${runId}` : `/contacts/${contactId}`}
                  size="sm"
                >
                  {contactName ?? 'A deleted contact'}
                </Anchor>
                <Text size="sm" style={{ whiteSpace: 'nowrap' }}>
                  {outcomes[outcome]}
                </Text>
              </Group>
              {outcome === 'refused' && (
                <Text size="xs" c="dimmed">
                  {refusalInWords(reason)}
                </Text>
              )}
            </li>
          ))}
        </ul>
      )}
      {total > results.length && results.length > 0 && (
        <Text size="xs" c="dimmed">
          The list shows {results.length.toLocaleString('en')} of them, those who did not enter first.{' '}
          <Anchor component={Link} to={`/automations/${automationId}/runs`} inherit>
            All journeys
          </Anchor>
        </Text>
      )}
    </Stack>
  );
}

/** Addresses of which the school has no contact. */
function Unknown({ addresses }: { addresses: readonly string[] }) {
  if (addresses.length === 0) return null;
  const title =
    addresses.length === 1
      ? '1 address belongs to no contact'
      : `${addresses.length.toLocaleString('en')} addresses belong to no contact`;
  return (
    <Alert color="yellow" variant="light" title={title}>
      <Text size="sm">No contacts were created. Import or add these people first, then add them here.</Text>
      <Text size="sm" mt="xs" className={classes.scroll} style={{ overflowWrap: 'anywhere' }} tabIndex={0}>
        {addresses.join(', ')}
      </Text>
    </Alert>
  );
}
