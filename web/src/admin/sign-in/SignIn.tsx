import { Alert, Button, Center, Paper, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDocumentTitle } from '@mantine/hooks';
import { emailAddressProblem } from '@perennial/domain';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearchParams } from 'react-router';
import { answer, api } from '../../ui/api/client';
import { ApiFailure, messageOf } from '../../ui/api/failure';
import { meKey } from '../shell/staff';

/** Only a path of ours may follow sign-in. */
const safeNext = (next: string | null) => (next && /^\/(?!\/)/.test(next) ? next : '/');

export function SignIn() {
  useDocumentTitle('Sign in');
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const form = useForm({
    initialValues: { email: '', password: '' },
    validate: {
      email: emailAddressProblem,
      password: (value) => (value ? null : 'Enter your password.'),
    },
  });
  const signIn = useMutation({
    mutationFn: (values: typeof form.values) => answer(api.POST('/api/admin/session', { body: values })),
    onSuccess: (me) => {
      queries.clear();
      queries.setQueryData(meKey, me);
      void navigate(safeNext(search.get('next')), { replace: true });
    },
  });
  const wrong = signIn.error instanceof ApiFailure && signIn.error.status === 401;
  return (
    <Center component="main" mih="100dvh" p="md">
      <Stack w="100%" maw={360} gap="lg">
        <Stack gap={6} align="center">
          <img src="/favicon.svg" width={36} height={36} alt="" />
          <Title order={1}>Sign in to Perennial</Title>
        </Stack>
        <Paper withBorder p="lg" radius="lg">
          <form noValidate onSubmit={form.onSubmit((values) => signIn.mutate(values))}>
            <Stack>
              {signIn.isError && (
                <Alert color="red" variant="light" role="alert">
                  {wrong ? 'That address and password do not belong together.' : messageOf(signIn.error)}
                </Alert>
              )}
              <TextInput label="E-mail" type="email" autoComplete="username" autoFocus {...form.getInputProps('email')} />
              <PasswordInput label="Password" autoComplete="current-password" {...form.getInputProps('password')} />
              <Button type="submit" loading={signIn.isPending} fullWidth>
                Sign in
              </Button>
            </Stack>
          </form>
        </Paper>
        <Text size="sm" c="dimmed" ta="center">
          For staff. Members sign in at their school's own address.
        </Text>
      </Stack>
    </Center>
  );
}
