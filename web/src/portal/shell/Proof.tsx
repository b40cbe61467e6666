import { Alert, Anchor, Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { IconMailOpened } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { Outlet } from 'react-router';
import { answer, api } from '../../ui/api/client';
import { showDone } from '../../ui/feedback/toasts';
import { type Member, useMember } from '../platform/school';

/** Tells a buyer where to find the link that confirms their address. */
export function ProofNotice({ member }: { member: Member }) {
  const { email } = member.contact;
  const again = useMutation({
    mutationFn: () => answer(api.POST('/api/portal/sign-in-link', { body: { email } })),
    onSuccess: () => showDone(`We emailed a link to ${email}.`),
    meta: { failed: 'The link was not sent' },
  });
  return (
    <Alert variant="light" icon={<IconMailOpened size={18} />} mb="xl" py="xs">
      <Text size="sm">
        Confirm your address with the link we emailed to {email}. It opens your account and certificates, and keeps you signed in
        after today.{' '}
        <Anchor component="button" type="button" inherit disabled={again.isPending} onClick={() => again.mutate()}>
          Email it again
        </Anchor>
      </Text>
    </Alert>
  );
}

/** Pages with personal data, for members with a confirmed address. */
export function ProvenOnly() {
  const member = useMember();
  return member?.addressProven === false ? <NotYet /> : <Outlet />;
}

function NotYet() {
  useDocumentTitle('Confirm your address');
  return (
    <Stack gap="xs">
      <Title order={1}>Confirm your address first</Title>
      <Text c="dimmed">Open the link in your email to see this page. Until then, you can use your courses and memberships.</Text>
    </Stack>
  );
}
