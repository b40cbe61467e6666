import { Anchor, Button, Center, Loader, Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { portalPath } from '@perennial/domain/identity';
import { IconLinkOff } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { Link, useNavigate } from 'react-router';
import { answer, api } from '../../../ui/api/client';
import { messageOf } from '../../../ui/api/failure';
import { EmptyState } from '../../../ui/feedback/States';
import { showNotice } from '../../../ui/feedback/toasts';
import { useMember, useSchool } from '../../platform/school';

/**
 * The page of an emailed link. Opening it does not use up the link, because mail scanners open links and run scripts, too. A
 * person presses the button; the browser that requested the link continues automatically.
 */
export function TokenSignIn({ token }: { token: string }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const school = useSchool();
  useDocumentTitle(`Sign in · ${school.name}`);
  const check = useQuery({
    queryKey: ['mailed-link', token],
    queryFn: () => answer(api.POST('/api/portal/session/token/check', { body: { token } })),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const signIn = useMutation({
    mutationFn: () => answer(api.POST('/api/portal/session/token', { body: { token } })),
    onSuccess: async ({ browsersSignedOut, next }) => {
      if (browsersSignedOut > 0)
        showNotice(
          'Signed out in another browser',
          `The browser used for the payment was signed out because it had not opened a link from your email. If that was not you, write to ${school.supportEmail}.`,
        );
      await queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'mailed-link' });
      await navigate(next === '/new-password' ? next : (portalPath(next) ?? '/'), { replace: true });
    },
  });
  const { mutate } = signIn;
  const tried = useRef(false);
  const sameBrowser = check.data?.sameBrowser;
  useEffect(() => {
    // A token works once; effects run twice in development.
    if (!sameBrowser || tried.current) return;
    tried.current = true;
    mutate();
  }, [sameBrowser, mutate]);
  const failure = check.error ?? signIn.error;
  if (failure) return <DeadLink failure={failure} />;
  if (!check.data || sameBrowser || signIn.isPending || signIn.isSuccess) return <SigningIn />;
  const reset = check.data.purpose === 'reset_password';
  return (
    <Center mih="55vh">
      <Stack w="100%" maw={380} gap="md" ta="center">
        <Title order={1}>{reset ? 'Choose a new password' : `Sign in to ${school.name}`}</Title>
        <Text c="dimmed">
          {reset
            ? 'Choose a new password on the next page. You do not need the old one.'
            : 'Your link is ready. It works once. Continue to sign in.'}
        </Text>
        <Button size="md" fullWidth onClick={() => mutate()}>
          Continue as {check.data.address}
        </Button>
      </Stack>
    </Center>
  );
}

function SigningIn() {
  return (
    <Center mih="50vh" role="status">
      <Loader size="sm" mr="sm" />
      <Text>Signing you in</Text>
    </Center>
  );
}

function DeadLink({ failure }: { failure: unknown }) {
  const member = useMember();
  return (
    <EmptyState
      icon={<IconLinkOff size={22} />}
      title="This link no longer works"
      order={1}
      action={
        <Anchor component={Link} to={member ? '/' : '/sign-in'}>
          {member ? 'Go to Home' : 'Email me a new one'}
        </Anchor>
      }
    >
      {member ? `You are signed in as ${member.contact.email} already.` : messageOf(failure)}
    </EmptyState>
  );
}
