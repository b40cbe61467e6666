import { Anchor, PasswordInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDocumentTitle } from '@mantine/hooks';
import { emailAddressProblem } from '@perennial/domain/addresses';
import { internalPath } from '@perennial/domain/identity';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { answer, api } from '../../../ui/api/client';
import { ApiFailure, messageOf } from '../../../ui/api/failure';
import { keptForm } from '../../../ui/forms/kept-input';
import { meKey } from '../staff';
import { forgetStaff, keptAddress, typedPassword } from './kept-staff';
import { SignInForm } from './SignInForm';

/** Staff sign in with address and password. */
export function SignIn() {
  useDocumentTitle('Sign in');
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const form = useForm({
    ...keptForm(keptAddress, typedPassword),
    validate: { email: emailAddressProblem, password: (value) => (value ? null : 'Enter your password.') },
  });
  const signIn = useMutation({
    mutationFn: (values: typeof form.values) => answer(api.POST('/api/admin/session', { body: values })),
    onSuccess: (me) => {
      forgetStaff();
      queries.clear();
      queries.setQueryData(meKey, me);
      void navigate(internalPath(search.get('next')) ?? '/', { replace: true });
    },
  });
  const wrong = signIn.error instanceof ApiFailure && signIn.error.status === 401;
  return (
    <SignInForm
      title="Sign in to Perennial"
      foot="For staff. Members sign in at their school's own address."
      onSubmit={form.onSubmit((values) => signIn.mutate(values))}
      action="Sign in"
      pending={signIn.isPending}
      failure={wrong ? 'Wrong email or password.' : signIn.error && messageOf(signIn.error)}
      below={
        <Anchor component={Link} to="/forgot-password" size="sm" ta="center">
          Forgot your password?
        </Anchor>
      }
    >
      <TextInput label="Email" type="email" autoComplete="username" autoFocus {...form.getInputProps('email')} />
      <PasswordInput label="Password" autoComplete="current-password" {...form.getInputProps('password')} />
    </SignInForm>
  );
}
