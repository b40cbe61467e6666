import { Alert, Anchor, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDocumentTitle } from '@mantine/hooks';
import { emailAddressProblem, internalPath } from '@perennial/domain/identity';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { answer, api } from '../../../ui/api/client';
import { ApiFailure, messageOf } from '../../../ui/api/failure';
import { meKey } from '../staff';
import { SignInFrame } from './SignInFrame';

export function SignIn() {
  useDocumentTitle('Sign in');
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const form = useForm({
    initialValues: { email: '', password: '' },
    validate: { email: emailAddressProblem, password: (value) => (value ? null : 'Enter your password.') },
  });
  const signIn = useMutation({
    mutationFn: (values: typeof form.values) => answer(api.POST('/api/admin/session', { body: values })),
    onSuccess: (me) => {
      queries.clear();
      queries.setQueryData(meKey, me);
      void navigate(internalPath(search.get('next')) ?? '/', { replace: true });
    },
  });
  const wrong = signIn.error instanceof ApiFailure && signIn.error.status === 401;
  return (
    <SignInFrame title="Sign in to Perennial" foot="For staff. Members sign in at their school's own address.">
      <form noValidate onSubmit={form.onSubmit((values) => signIn.mutate(values))}>
        <Stack>
          {signIn.isError && (
            <Alert color="red" variant="light" role="alert">
              {wrong ? 'That address and password do not belong together.' : messageOf(signIn.error)}
            </Alert>
          )}
          <TextInput label="Email" type="email" autoComplete="username" autoFocus {...form.getInputProps('email')} />
          <PasswordInput label="Password" autoComplete="current-password" {...form.getInputProps('password')} />
          <Button type="submit" loading={signIn.isPending} fullWidth>
            Sign in
          </Button>
          <Anchor component={Link} to="/forgot-password" size="sm" ta="center">
            Forgot your password?
          </Anchor>
        </Stack>
      </form>
    </SignInFrame>
  );
}
