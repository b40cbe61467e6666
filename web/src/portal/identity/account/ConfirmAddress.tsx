import { Anchor, Button, Center, Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { IconLinkOff } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { answer, api } from '../../../ui/api/client';
import { messageOf } from '../../../ui/api/failure';
import { EmptyState } from '../../../ui/feedback/States';
import { showDone } from '../../../ui/feedback/toasts';
import { memberKey, useMember } from '../../platform/school';

/** The page of the link to a new address. Opening it changes nothing, because mail scanners open links, too. */
export function ConfirmAddress() {
  useDocumentTitle('Confirm your new address');
  const member = useMember();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const token = search.get('token');
  const confirm = useMutation({
    mutationFn: () => answer(api.POST('/api/portal/me/address/confirm', { body: { token: token ?? '' } })),
    onSuccess: async ({ contact }) => {
      await queries.invalidateQueries({ queryKey: memberKey });
      await navigate('/account', { replace: true });
      showDone(`Your address is now ${contact.email}.`);
    },
  });
  if (!member) return null;
  if (!token || confirm.isError)
    return (
      <EmptyState
        icon={<IconLinkOff size={22} />}
        title={token ? 'This link no longer works' : 'Open the link in your email again'}
        order={1}
        action={
          <Anchor component={Link} to="/account">
            Go to Account
          </Anchor>
        }
      >
        {token
          ? messageOf(confirm.error)
          : 'You are signed in now, so the link we emailed to your new address works in this browser.'}
      </EmptyState>
    );
  return (
    <Center mih="45vh">
      <Stack w="100%" maw={400} gap="md" ta="center">
        <Title order={1}>Confirm your new address</Title>
        <Text c="dimmed">
          The address of your account is {member.contact.email}. Confirm to replace it with the address that received this link.
        </Text>
        <Button size="md" fullWidth loading={confirm.isPending} onClick={() => confirm.mutate()}>
          Use the new address
        </Button>
      </Stack>
    </Center>
  );
}
