import { Button, Center, Group, Skeleton, Stack, Table, Text, ThemeIcon, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { IconCertificate, IconCertificateOff, IconFileTypePdf } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { answer, api } from '../../ui/api/client';
import { ErrorState } from '../../ui/feedback/States';
import { DetailRow } from '../../ui/values/DetailRow';
import { formatDay } from '../../ui/values/instant';
import { Instant } from '../../ui/values/Values';
import { useSchool } from '../platform/school';
import { CopyLink } from './CopyLink';

const messages = {
  valid: 'This certificate is genuine',
  revoked: 'This certificate was withdrawn',
  unknown: 'No certificate has this serial number',
} as const;

/** The public page on which anyone with a serial number can verify a certificate. */
export function Verify() {
  const { serial = '' } = useParams();
  const school = useSchool();
  useDocumentTitle(`Certificate ${serial}`);
  const check = useQuery({
    queryKey: ['verify', serial],
    queryFn: () => answer(api.GET('/api/portal/verify/{serial}', { params: { path: { serial } } })),
  });
  if (check.isError) {
    return <ErrorState error={check.error} what="The certificate could not be checked" onRetry={() => void check.refetch()} />;
  }
  if (!check.data) return <Skeleton height={260} radius="lg" />;
  const { state, snapshot, revokedAt, revokedReason, pdfUrl } = check.data;
  return (
    <Center mih="50vh">
      <Stack align="center" w="100%" maw={480} gap="sm">
        <ThemeIcon size={52} radius="xl" variant="light" color={state === 'valid' ? undefined : 'red'}>
          {state === 'valid' ? <IconCertificate size={26} /> : <IconCertificateOff size={26} />}
        </ThemeIcon>
        <Title order={1} ta="center">
          {messages[state]}
        </Title>
        {state === 'unknown' && (
          <Text c="dimmed" ta="center">
            {school.name} has not issued a certificate with the serial number {serial}. Check that you typed it exactly as
            printed.
          </Text>
        )}
        {snapshot && (
          <Table variant="vertical" withRowBorders={false} mt="sm">
            <Table.Tbody>
              <DetailRow label="Issued to">{snapshot.recipientName}</DetailRow>
              <DetailRow label="For">{snapshot.courseTitle}</DetailRow>
              <DetailRow label="By">{snapshot.schoolName}</DetailRow>
              <DetailRow label="Completed on">{formatDay(snapshot.completedOn)}</DetailRow>
              <DetailRow label="Serial">{snapshot.serial}</DetailRow>
              {revokedAt && (
                <DetailRow label="Withdrawn">
                  <Instant at={revokedAt} date />
                  {revokedReason && `: ${revokedReason}`}
                </DetailRow>
              )}
            </Table.Tbody>
          </Table>
        )}
        {pdfUrl && (
          <Group gap="xs" justify="center" mt="xs">
            <Button component="a" href={pdfUrl} target="_blank" variant="default" leftSection={<IconFileTypePdf size={16} />}>
              See the certificate
            </Button>
            <CopyLink address={window.location.href} />
          </Group>
        )}
      </Stack>
    </Center>
  );
}
