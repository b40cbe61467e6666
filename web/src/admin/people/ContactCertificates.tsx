import { Anchor, Badge, Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { longestRevocationReason, RevocationInput } from '@perennial/domain/certificates';
import { IconCertificate, IconDownload, IconExternalLink } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { EmptyState, ErrorState, TextSkeleton } from '../../ui/feedback/States';
import { showDone } from '../../ui/feedback/toasts';
import { Form } from '../../ui/forms/Form';
import { problemsBy } from '../../ui/forms/field-problems';
import { useSave } from '../../ui/forms/use-save';
import { Panel } from '../../ui/shell/Panel';
import { Instant } from '../../ui/values/Values';
import {
  type Certificate,
  certificatesKey,
  pdfAddress,
  requestCertificate,
  retryCertificate,
  revokeCertificate,
  useCertificates,
} from '../certificates/certificate';
import { RecordSelect } from '../platform/records/RecordSelect';
import { type Contact, contactKey } from './contact';

const looks: Readonly<Record<Certificate['state'], { color: string; label: string }>> = {
  requested: { color: 'indigo', label: 'Being created' },
  issued: { color: 'pine', label: 'Issued' },
  failed: { color: 'yellow', label: 'Could not be issued' },
  revoked: { color: 'gray', label: 'Revoked' },
};

/** A person's certificates, and the actions on them. */
export function ContactCertificates({ contact }: { contact: Contact }) {
  const certificates = useCertificates(contact.id);
  if (certificates.isError && !certificates.data) {
    return (
      <ErrorState
        error={certificates.error}
        what="The certificates could not be loaded"
        onRetry={() => void certificates.refetch()}
      />
    );
  }
  if (!certificates.data) return <TextSkeleton lines={4} />;
  return (
    <Stack>
      {certificates.data.length === 0 && (
        <EmptyState icon={<IconCertificate size={22} />} title="No certificates yet">
          When this person finishes a course that gives one, it is listed here. You can also issue one by hand.
        </EmptyState>
      )}
      {certificates.data.map((certificate) => (
        <Held key={certificate.id} certificate={certificate} who={contact.name || contact.email} />
      ))}
      <Panel
        title="Issue by hand"
        help="You can do this even if the course is not finished. Automations triggered by a certificate start as usual."
      >
        <Issue contact={contact} held={certificates.data} />
      </Panel>
    </Stack>
  );
}

function Held({ certificate, who }: { certificate: Certificate; who: string }) {
  const queries = useQueryClient();
  const retry = useMutation({
    mutationFn: () => retryCertificate(certificate.id),
    onSuccess: () => queries.invalidateQueries({ queryKey: certificatesKey(certificate.contactId) }),
    meta: { failed: 'The certificate was not retried' },
  });
  const { state, issuedAt, requestedAt, revokedAt, revokedReason, problem, serial } = certificate;
  const { color, label } = looks[state];
  const printed = issuedAt !== null;
  return (
    <Panel>
      <Group justify="space-between" align="flex-start">
        <div>
          <Text fw={600}>{certificate.courseTitle}</Text>
          <Text size="sm" c="dimmed">
            <span className="p-numbers">{serial}</span> · {issuedAt ? 'issued' : 'requested'}{' '}
            <Instant at={issuedAt ?? requestedAt} />
          </Text>
        </div>
        <Badge color={color} variant={color === 'gray' ? 'default' : 'light'} tt="none" fw={500}>
          {label}
        </Badge>
      </Group>
      {state === 'failed' && problem && (
        <Text size="sm" mt="xs" c="var(--mantine-color-yellow-light-color)">
          {problem}
        </Text>
      )}
      {revokedAt && (
        <Text size="sm" mt="xs">
          Revoked <Instant at={revokedAt} />: {revokedReason}
        </Text>
      )}
      <Group gap="xs" mt="sm">
        {printed && (
          <Button
            component="a"
            href={pdfAddress(certificate.id)}
            download={`${serial}.pdf`}
            size="xs"
            variant="default"
            leftSection={<IconDownload size={14} />}
          >
            Download
          </Button>
        )}
        {state === 'failed' && (
          <Button size="xs" variant="default" loading={retry.isPending} onClick={() => retry.mutate()}>
            Try again
          </Button>
        )}
        {printed && (
          <Anchor href={certificate.verifyUrl} target="_blank" rel="noreferrer" size="sm" px={6}>
            Verification page <IconExternalLink size={13} aria-hidden />
          </Anchor>
        )}
        {state === 'issued' && <Revoke certificate={certificate} who={who} />}
      </Group>
    </Panel>
  );
}

function Revoke({ certificate, who }: { certificate: Certificate; who: string }) {
  const [asking, { open, close }] = useDisclosure();
  const form = useForm({
    initialValues: { reason: '' },
    validate: problemsBy(RevocationInput),
  });
  const save = useSave(form, {
    save: ({ reason }) => revokeCertificate(certificate.id, reason.trim()),
    done: 'The certificate is revoked.',
    failed: 'The certificate was not revoked',
    stale: [certificatesKey(certificate.contactId)],
    onSaved: close,
  });
  return (
    <>
      <Button size="xs" variant="subtle" color="red" onClick={open}>
        Revoke
      </Button>
      <Modal opened={asking} onClose={close} title={`Revoke ${certificate.serial}?`}>
        <Form onSubmit={form.onSubmit((values) => save.mutate(values))}>
          <Stack>
            <Text size="sm">
              Its verification page will show that it was withdrawn, and why. {who} sees it as withdrawn in the portal. This
              cannot be undone, but you can issue a new one with a new serial.
            </Text>
            <Textarea
              label="Reason"
              description="Anyone with the serial can read it."
              data-autofocus
              autosize
              minRows={2}
              maxLength={longestRevocationReason}
              {...form.getInputProps('reason')}
            />
            <Group justify="flex-end">
              <Button variant="default" onClick={close}>
                Keep it
              </Button>
              <Button type="submit" color="red" loading={save.isPending}>
                Revoke
              </Button>
            </Group>
          </Stack>
        </Form>
      </Modal>
    </>
  );
}

function Issue({ contact, held }: { contact: Contact; held: readonly Certificate[] }) {
  const taken = new Set(held.filter(({ state }) => state !== 'revoked').map(({ courseId }) => courseId));
  const form = useForm({
    initialValues: { courseId: '' },
    validate: { courseId: (value) => (value ? null : 'Choose the course.') },
  });
  const save = useSave(form, {
    save: ({ courseId }) => requestCertificate(contact.id, courseId),
    failed: 'The certificate was not issued',
    stale: [certificatesKey(contact.id), contactKey(contact.id)],
    onSaved: () => {
      form.reset();
      showDone('The certificate is being created.');
    },
  });
  return (
    <Form onSubmit={form.onSubmit((values) => save.mutate(values))}>
      <Group align="flex-start">
        <RecordSelect
          kind="course"
          label="Course"
          placeholder="Choose a course"
          style={{ flex: '1 1 220px' }}
          refuse={(id) => (taken.has(id) ? 'already has one' : undefined)}
          {...form.getInputProps('courseId')}
          value={form.values.courseId || null}
          onChange={(value) => form.setFieldValue('courseId', value ?? '')}
        />
        <Button type="submit" variant="default" mt={{ base: 0, xs: 22 }} loading={save.isPending}>
          Issue certificate
        </Button>
      </Group>
    </Form>
  );
}
