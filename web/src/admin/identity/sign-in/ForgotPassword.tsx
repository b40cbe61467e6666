import { Alert, Anchor, Button, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDocumentTitle } from '@mantine/hooks';
import { emailAddressProblem, linkLifeInWords } from '@perennial/domain/identity';
import { useMutation } from '@tanstack/react-query';
import { Link } from 'react-router';
import { answer, api } from '../../../ui/api/client';
import { messageOf } from '../../../ui/api/failure';
import { SignInFrame } from './SignInFrame';

/** Staff ask for a link to choose a new password. */
export function ForgotPassword() {
  useDocumentTitle('Forgot your password');
  const form = useForm({ initialValues: { email: '' }, validate: { email: emailAddressProblem } });
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
          If {form.values.email} belongs to somebody on the staff, a link is on its way. It works once, for{' '}
          {linkLifeInWords('reset_password')}.
        </Text>
      </SignInFrame>
    );
  return (
    <SignInFrame title="Forgot your password" foot={back}>
      <form noValidate onSubmit={form.onSubmit((values) => ask.mutate(values))}>
        <Stack>
          {ask.isError && (
            <Alert color="red" variant="light" role="alert">
              {messageOf(ask.error)}
            </Alert>
          )}
          <TextInput
            label="Email"
            description="The address you sign in with."
            type="email"
            autoComplete="username"
            autoFocus
            {...form.getInputProps('email')}
          />
          <Button type="submit" loading={ask.isPending} fullWidth>
            Email me a link
          </Button>
        </Stack>
      </form>
    </SignInFrame>
  );
}
