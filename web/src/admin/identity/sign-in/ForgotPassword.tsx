import { Anchor, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDocumentTitle } from '@mantine/hooks';
import { emailAddressProblem } from '@perennial/domain/addresses';
import { linkLifeInWords } from '@perennial/domain/identity';
import { useMutation } from '@tanstack/react-query';
import { Link } from 'react-router';
import { answer, api } from '../../../ui/api/client';
import { messageOf } from '../../../ui/api/failure';
import { keptAddress } from './kept-staff';
import { SignInForm, SignInFrame } from './SignInForm';

/** Staff ask for a link to choose a new password. */
export function ForgotPassword() {
  useDocumentTitle('Forgot your password');
  const form = useForm({
    initialValues: keptAddress.read(),
    onValuesChange: (values) => keptAddress.keep(values),
    validate: { email: emailAddressProblem },
  });
  const ask = useMutation({
    mutationFn: (values: typeof form.values) => answer(api.POST('/api/admin/password-link', { body: values })),
  });
  const back = (
    <Anchor component={Link} to="/sign-in" size="sm">
      Back to sign in
    </Anchor>
  );
  if (ask.isSuccess)
    return (
      <SignInFrame title="Check your email" foot={back}>
        <Text role="status">
          If {form.values.email} belongs to a staff member, we have emailed a link. It works once, for{' '}
          {linkLifeInWords('reset_password')}.
        </Text>
      </SignInFrame>
    );
  return (
    <SignInForm
      title="Forgot your password"
      foot={back}
      onSubmit={form.onSubmit((values) => ask.mutate(values))}
      action="Email me a link"
      pending={ask.isPending}
      failure={ask.error && messageOf(ask.error)}
    >
      <TextInput
        label="Email"
        description="The email address you sign in with."
        type="email"
        autoComplete="username"
        autoFocus
        {...form.getInputProps('email')}
      />
    </SignInForm>
  );
}
