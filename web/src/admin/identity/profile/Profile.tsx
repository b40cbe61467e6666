import { Button, Group, PasswordInput, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { newPasswordProblem } from '@perennial/domain/identity';
import { answer, api } from '../../../ui/api/client';
import { Form } from '../../../ui/forms/Form';
import { NewPasswordInput } from '../../../ui/forms/NewPasswordInput';
import { useSave } from '../../../ui/forms/use-save';
import { PageHeader } from '../../../ui/shell/PageHeader';
import { Panel } from '../../../ui/shell/Panel';
import { useMe } from '../staff';

/** The account of the signed-in staff member. */
export function Profile() {
  const { staff } = useMe();
  return (
    <>
      <PageHeader title="Your account" lead={staff.name} />
      <Stack maw={560}>
        <Panel title="Sign-in">
          <Text>{staff.email}</Text>
          <Text size="sm" c="dimmed">
            Your role: {staff.role}
          </Text>
        </Panel>
        <Panel title="Password" help="Changing it signs out your other browsers.">
          <ChangePassword email={staff.email} />
        </Panel>
      </Stack>
    </>
  );
}

function ChangePassword({ email }: { email: string }) {
  const form = useForm({
    initialValues: { current: '', password: '', again: '' },
    validate: {
      current: (value) => (value ? null : 'Enter your current password.'),
      password: newPasswordProblem,
      again: (value, values) => (value === values.password ? null : 'The passwords do not match.'),
    },
  });
  const save = useSave(form, {
    save: ({ current, password }) => answer(api.PUT('/api/admin/me/password', { body: { current, password } })),
    done: 'Your password is changed. Other browsers are signed out.',
    failed: 'Your password was not changed',
    onSaved: () => form.reset(),
  });
  return (
    <Form onSubmit={form.onSubmit((values) => save.mutate(values))}>
      <input type="text" autoComplete="username" value={email} readOnly hidden />
      <Stack>
        <PasswordInput label="Current password" autoComplete="current-password" {...form.getInputProps('current')} />
        <NewPasswordInput {...form.getInputProps('password')} />
        <PasswordInput label="Repeat new password" autoComplete="new-password" {...form.getInputProps('again')} />
        <Group>
          <Button type="submit" loading={save.isPending}>
            Change password
          </Button>
        </Group>
      </Stack>
    </Form>
  );
}
