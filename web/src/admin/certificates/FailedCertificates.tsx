import { Anchor, Button, Group, Stack, Text } from '@mantine/core';
import type { Schemas } from '@perennial/api-client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import { answer, api } from '../../ui/api/client';
import { showDone } from '../../ui/feedback/toasts';
import { Panel } from '../../ui/shell/Panel';
import { Instant } from '../../ui/values/Values';
import { retryCertificate } from './certificate';

type Failed = Schemas['FailedCertificates']['certificates'][number];

const failedKey = ['certificates', 'failed'] as const;

/** Certificates that could not be issued; of people on test clocks only when they are asked for. */
export const useFailedCertificates = (test = false) =>
  useQuery({
    queryKey: [...failedKey, test],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/admin/certificates/failed', { params: { query: { test: String(test) } }, signal })),
  });

/** Certificates that could not be issued, with the reason and what to do. */
export function FailedCertificates({ certificates }: { certificates: readonly Failed[] }) {
  return (
    <Panel title="Certificates that could not be issued" help="We retry automatically when the name changes.">
      <Stack component="ul" gap="md" p={0} m={0} style={{ listStyle: 'none' }}>
        {certificates.map((certificate) => (
          <Row key={certificate.id} certificate={certificate} />
        ))}
      </Stack>
    </Panel>
  );
}

function Row({ certificate: { id, contact, courseTitle, problem, requestedAt } }: { certificate: Failed }) {
  const queries = useQueryClient();
  const who = contact.name || contact.email;
  const retry = useMutation({
    mutationFn: () => retryCertificate(id),
    onSuccess: async () => {
      showDone('The certificate is being created.');
      await queries.invalidateQueries({ queryKey: failedKey });
    },
    meta: { failed: 'The certificate was not retried' },
  });
  return (
    <Group component="li" justify="space-between" align="flex-start" wrap="nowrap">
      <div>
        <Anchor component={Link} to={`/contacts/${contact.id}?tab=certificates`} size="sm" fw={500}>
          {who}
        </Anchor>
        <Text size="sm">
          {courseTitle}: {problem}
        </Text>
        <Text size="xs" c="dimmed">
          <Instant at={requestedAt} short />
        </Text>
      </div>
      <Button
        size="compact-sm"
        variant="default"
        style={{ flex: 'none' }}
        aria-label={`Try again: ${who}`}
        loading={retry.isPending}
        onClick={() => retry.mutate()}
      >
        Try again
      </Button>
    </Group>
  );
}
