import {
  Alert,
  Anchor,
  Button,
  Center,
  Paper,
  PasswordInput,
  SegmentedControl,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDocumentTitle } from '@mantine/hooks';
import { emailAddressProblem } from '@perennial/domain';
import { IconMailOpened } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Navigate, useNavigate, useSearchParams } from 'react-router';
import { answer, api } from '../../ui/api/client';
import { ApiFailure, messageOf } from '../../ui/api/failure';
import { EmptyState } from '../../ui/feedback/States';
import { useMember, useSchool } from '../shell/school';
import { TokenSignIn } from './TokenSignIn';

/** Only a path of ours may follow sign-in. */
export const safeNext = (next: string | null) => (next && /^\/(?!\/)/.test(next) ? next : '/');

/** Sign in by a mailed link or by password; a link from a mail arrives here with its token. */
export function SignIn() {
  const [search] = useSearchParams();
  const token = search.get('token');
  return token ? <TokenSignIn token={token} /> : <SignInForm />;
}

type Way = 'link' | 'password';

function SignInForm() {
  const school = useSchool();
  const member = useMember();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const [way, setWay] = useState<Way>('link');
  const [sentTo, setSentTo] = useState('');
  useDocumentTitle(`Sign in · ${school.name}`);
  const form = useForm({
    initialValues: { email: '', password: '' },
    validate: {
      email: emailAddressProblem,
      password: (value) => (way === 'link' || value ? null : 'Enter your password.'),
    },
  });
  const signIn = useMutation({
    mutationFn: async (values: typeof form.values) => {
      if (way === 'password') return answer(api.POST('/api/portal/session', { body: values }));
      return answer(api.POST('/api/portal/sign-in-link', { body: { email: values.email } }));
    },
    onSuccess: async (_answer, values) => {
      if (way === 'link') return setSentTo(values.email);
      await queries.invalidateQueries();
      await navigate(safeNext(search.get('next')), { replace: true });
    },
  });
  if (member && !signIn.isPending) return <Navigate to={safeNext(search.get('next'))} replace />;
  if (sentTo) {
    return (
      <EmptyState
        icon={<IconMailOpened size={22} />}
        title="Look in your mail"
        action={
          <Anchor component="button" onClick={() => setSentTo('')}>
            Use another address
          </Anchor>
        }
      >
        If {sentTo} belongs to a member, a link is on its way. It signs you in on the device where you open it.
      </EmptyState>
    );
  }
  const wrong = signIn.error instanceof ApiFailure && signIn.error.status === 401;
  return (
    <Center mih="55vh">
      <Stack w="100%" maw={380} gap="lg">
        <Title order={1} ta="center">
          Sign in to {school.name}
        </Title>
        <Paper withBorder radius="lg" p="lg">
          <form noValidate onSubmit={form.onSubmit((values) => signIn.mutate(values))}>
            <Stack>
              <SegmentedControl
                fullWidth
                aria-label="How to sign in"
                value={way}
                onChange={(value) => {
                  setWay(value === 'password' ? 'password' : 'link');
                  signIn.reset();
                }}
                data={[
                  { value: 'link', label: 'Mail me a link' },
                  { value: 'password', label: 'Password' },
                ]}
              />
              {signIn.isError && (
                <Alert color="red" variant="light" role="alert">
                  {wrong ? 'That address and password do not belong together.' : messageOf(signIn.error)}
                </Alert>
              )}
              <TextInput label="E-mail" type="email" autoComplete="username" size="md" {...form.getInputProps('email')} />
              {way === 'password' && (
                <PasswordInput label="Password" autoComplete="current-password" size="md" {...form.getInputProps('password')} />
              )}
              <Button type="submit" size="md" fullWidth loading={signIn.isPending}>
                {way === 'link' ? 'Mail me a link' : 'Sign in'}
              </Button>
              {way === 'password' && (
                <Text size="sm" c="dimmed" ta="center">
                  Forgotten? Take a mailed link, then set a new one under Account.
                </Text>
              )}
            </Stack>
          </form>
        </Paper>
      </Stack>
    </Center>
  );
}
