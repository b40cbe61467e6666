import { Button, Card, Group, Progress, Skeleton, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Link, useParams } from 'react-router';
import { ErrorState } from '../../../ui/feedback/States';
import { showFailure } from '../../../ui/feedback/toasts';
import { PageHeader } from '../../../ui/shell/PageHeader';
import { Instant } from '../../../ui/values/Values';
import { contactsKey } from '../contact';
import { type ContactImport, cancelImport, isRunning, useContactImport } from './contact-import';

const titles: Readonly<Record<ContactImport['state'], string>> = {
  draft: 'Not started',
  running: 'Importing',
  done: 'Imported',
  cancelled: 'Stopped',
};

/** Progress and result of an import. */
export function ImportProgress() {
  const { id = '' } = useParams();
  const queries = useQueryClient();
  const found = useContactImport(id);
  const over = found.data !== undefined && !isRunning(found.data);
  useEffect(() => {
    if (over) void queries.invalidateQueries({ queryKey: contactsKey });
  }, [over, queries]);
  if (found.isError && !found.data)
    return <ErrorState error={found.error} what="The import could not be opened" onRetry={() => void found.refetch()} />;
  return (
    <>
      <PageHeader
        title="Import"
        path={[{ label: 'Contacts', to: '/contacts' }]}
        lead={found.data?.fileName}
        actions={
          <Button component={Link} to="/contacts" variant={over ? 'filled' : 'default'}>
            See contacts
          </Button>
        }
      />
      {found.data ? <State found={found.data} /> : <Skeleton height={140} />}
    </>
  );
}

function State({ found }: { found: ContactImport }) {
  const queries = useQueryClient();
  const { id, state, total, created, known, startedAt, finishedAt } = found;
  const done = created + known;
  const cancel = useMutation({
    mutationFn: () => cancelImport(id),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['contact-imports', id] }),
    onError: (error) => showFailure(error, 'The import was not stopped'),
  });
  return (
    <Card withBorder maw={560}>
      <Stack gap="sm">
        <Group justify="space-between">
          <Text fw={600} role="status">
            {titles[state]}: {done.toLocaleString('en')} of {total.toLocaleString('en')}
          </Text>
          {state === 'running' && (
            <Button size="xs" variant="default" loading={cancel.isPending} onClick={() => cancel.mutate()}>
              Stop
            </Button>
          )}
        </Group>
        <Progress value={total === 0 ? 0 : (done / total) * 100} aria-label={`${done} of ${total} people imported`} />
        <Text size="sm">
          {created === 1 ? '1 new contact' : `${created.toLocaleString('en')} new contacts`},{' '}
          {known === 1 ? '1 existing contact' : `${known.toLocaleString('en')} existing contacts`}.
        </Text>
        {state === 'cancelled' && done > 0 && (
          <Text size="sm" c="dimmed">
            People imported before you stopped stay in your contacts.
          </Text>
        )}
        <Text size="xs" c="dimmed">
          {startedAt && (
            <>
              Started <Instant at={startedAt} />
            </>
          )}
          {finishedAt && (
            <>
              {' '}
              · ended <Instant at={finishedAt} />
            </>
          )}
        </Text>
      </Stack>
    </Card>
  );
}
