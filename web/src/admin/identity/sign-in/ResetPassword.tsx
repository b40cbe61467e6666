import { Anchor } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDocumentTitle } from '@mantine/hooks';
import { newPasswordProblem } from '@perennial/domain/identity';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { answer, api } from '../../../ui/api/client';
import { messageOf } from '../../../ui/api/failure';
import { showDone } from '../../../ui/feedback/toasts';
import { NewPasswordInput } from '../../../ui/forms/NewPasswordInput';
import { useUnsaved } from '../../../ui/forms/use-unsaved';
import { meKey } from '../staff';
import { forgetStaff } from './kept-staff';
import { SignInForm } from './SignInForm';

/** The page behind a reset link for staff. Saving the new password uses the link up; opening the page does not. */
export function ResetPassword() {
  useDocumentTitle('Choose a new password');
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const form = useForm({ initialValues: { password: '' }, validate: { password: newPasswordProblem } });
  useUnsaved(form.isDirty(), { isDirty: () => form.isDirty() });
  const reset = useMutation({
    mutationFn: ({ password }: typeof form.values) =>
      answer(api.POST('/api/admin/password-reset', { body: { token: search.get('token') ?? '', password } })),
    onSuccess: (me, values) => {
      form.resetDirty(values);
      forgetStaff();
      queries.clear();
      queries.setQueryData(meKey, me);
      showDone('Your new password is set. Other browsers are signed out.');
      void navigate('/', { replace: true });
    },
  });
  return (
    <SignInForm
      title="Choose a new password"
      foot={
        <Anchor component={Link} to="/forgot-password" size="sm">
          Email me a new link
        </Anchor>
      }
      onSubmit={form.onSubmit((values) => reset.mutate(values))}
      action="Save the new password"
      pending={reset.isPending}
      failure={reset.error && messageOf(reset.error)}
    >
      <NewPasswordInput autoFocus {...form.getInputProps('password')} />
    </SignInForm>
  );
}
