import { Alert, Anchor, Button, PasswordInput, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDocumentTitle } from '@mantine/hooks';
import { shortestPassword } from '@perennial/domain/identity';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { answer, api } from '../../../ui/api/client';
import { messageOf } from '../../../ui/api/failure';
import { showDone } from '../../../ui/feedback/toasts';
import { meKey } from '../staff';
import { SignInFrame } from './SignInFrame';

/** Where a reset link of staff ends. The link is used up when the new password is saved, not when the page opens. */
export function ResetPassword() {
  useDocumentTitle('Choose a new password');
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const form = useForm({
    initialValues: { password: '' },
    validate: { password: (value) => (value.length >= shortestPassword ? null : `Use at least ${shortestPassword} characters.`) },
  });
  const reset = useMutation({
    mutationFn: ({ password }: typeof form.values) =>
      answer(api.POST('/api/admin/password-reset', { body: { token: search.get('token') ?? '', password } })),
    onSuccess: (me) => {
      queries.clear();
      queries.setQueryData(meKey, me);
      showDone('Your new password is set. Other browsers are signed out.');
      void navigate('/', { replace: true });
    },
  });
  return (
    <SignInFrame
      title="Choose a new password"
      foot={
        <Anchor component={Link} to="/forgot-password" size="sm">
          Email me a new link
        </Anchor>
      }
    >
      <form noValidate onSubmit={form.onSubmit((values) => reset.mutate(values))}>
        <Stack>
          {reset.isError && (
            <Alert color="red" variant="light" role="alert">
              {messageOf(reset.error)}
            </Alert>
          )}
          <PasswordInput
            label="New password"
            description={`At least ${shortestPassword} characters.`}
            autoComplete="new-password"
            autoFocus
            {...form.getInputProps('password')}
          />
          <Button type="submit" loading={reset.isPending} fullWidth>
            Save the new password
          </Button>
        </Stack>
      </form>
    </SignInFrame>
  );
}
