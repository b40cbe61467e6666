import { Anchor, Badge, Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { IconCertificate, IconDownload } from '@tabler/icons-react';
import { Link } from 'react-router';
import { EmptyState, ErrorState } from '../../ui/feedback/States';
import { Panel } from '../../ui/shell/Panel';
import { formatDay } from '../../ui/values/instant';
import { Instant } from '../../ui/values/Values';
import { NameForm } from '../identity/account/NameForm';
import { useMember } from '../platform/school';
import { CopyLink } from './CopyLink';
import { useCertificates } from './certificates';

/** The member's certificates. */
export function Certificates() {
  useDocumentTitle('Certificates');
  const member = useMember();
  const certificates = useCertificates();
  return (
    <Stack gap="lg" maw={760}>
      <Title order={1}>Certificates</Title>
      {certificates.isError && !certificates.data && (
        <ErrorState
          error={certificates.error}
          what="Your certificates could not be loaded"
          safe="They are safe."
          onRetry={() => void certificates.refetch()}
        />
      )}
      {member?.contact.name === '' && (
        <Panel
          title="Which name should appear on your certificates?"
          help="We create your certificate as soon as you enter your name."
        >
          <NameForm member={member} stale={[['certificates']]} />
        </Panel>
      )}
      {certificates.isPending && <Skeleton height={96} radius="lg" />}
      {certificates.data?.length === 0 && (
        <EmptyState icon={<IconCertificate size={22} />} title="No certificates yet">
          Finish a course to get its certificate. You can download and share it here.
        </EmptyState>
      )}
      {certificates.data?.map((certificate) => (
        <Panel key={certificate.id}>
          <Group justify="space-between">
            <div>
              <Title order={2}>{certificate.courseTitle}</Title>
              <Text size="sm" c="dimmed">
                {certificate.completedOn ? (
                  <>Completed on {formatDay(certificate.completedOn)}</>
                ) : (
                  <>
                    Issued <Instant at={certificate.issuedAt} date />
                  </>
                )}{' '}
                ·{' '}
                <Anchor component={Link} to={`/verify/${certificate.serial}`} inherit>
                  {certificate.serial}
                </Anchor>
              </Text>
              {certificate.revokedAt && (
                <Badge color="red" variant="light" tt="none" fw={500} mt={6}>
                  Withdrawn{certificate.revokedReason ? `: ${certificate.revokedReason}` : ''}
                </Badge>
              )}
            </div>
            {certificate.pdfUrl && (
              <Group gap="xs">
                <CopyLink address={certificate.verifyUrl} />
                <Button
                  component="a"
                  href={certificate.pdfUrl}
                  download
                  variant="default"
                  leftSection={<IconDownload size={16} />}
                >
                  Download
                </Button>
              </Group>
            )}
          </Group>
        </Panel>
      ))}
    </Stack>
  );
}
