import { Alert, Anchor, Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { IconMailOpened } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { Outlet } from 'react-router';
import { answer, api } from '../../ui/api/client';
import { showDone } from '../../ui/feedback/toasts';
import { type Member, useMember } from '../platform/school';

/** Tells somebody who comes from the payment page where the link is that makes the account theirs. */
export function ProofNotice({ member }: { member: Member }) {
  const { email } = member.contact;
  const again = useMutation({
    mutationFn: () => answer(api.POST('/api/portal/sign-in-link', { body: { email } })),
    onSuccess: () => showDone(`A link is on its way to ${email}.`),
    meta: { failed: 'The link was not sent' },
  });
  return (
    <Alert variant="light" icon={<IconMailOpened size={18} />} mb="xl" py="xs">
      <Text size="sm">
        Confirm your address with the link that we mailed to {email}. It opens your account and certificates, and keeps you signed
        in after today.{' '}
        <Anchor component="button" type="button" inherit disabled={again.isPending} onClick={() => again.mutate()}>
          Mail it again
        </Anchor>
      </Text>
    </Alert>
  );
}

/** Pages that say who somebody is: for members who have shown that the address is theirs. */
export function ProvenOnly() {
  const member = useMember();
  return member?.addressProven === false ? <NotYet /> : <Outlet />;
}

function NotYet() {
  useDocumentTitle('Confirm your address');
  return (
    <Stack gap="xs">
      <Title order={1}>Not open yet</Title>
      <Text c="dimmed">This page opens with the link in your mail. Until then your courses and memberships are open to you.</Text>
    </Stack>
  );
}
