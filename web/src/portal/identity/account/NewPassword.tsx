import { Anchor, Button, Stack, Text, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDocumentTitle } from '@mantine/hooks';
import { newPasswordProblem, passwordChoiceMinutes } from '@perennial/domain/identity';
import { IconClockOff } from '@tabler/icons-react';
import { Link, useNavigate } from 'react-router';
import { answer, api } from '../../../ui/api/client';
import { EmptyState } from '../../../ui/feedback/States';
import { Form } from '../../../ui/forms/Form';
import { NewPasswordInput } from '../../../ui/forms/NewPasswordInput';
import { useSave } from '../../../ui/forms/use-save';
import { Panel } from '../../../ui/shell/Panel';
import { type Member, memberKey, useMember } from '../../platform/school';

/** Where a password reset link ends: a new password, without the old one. */
export function NewPassword() {
  useDocumentTitle('Choose a new password');
  const member = useMember();
  if (!member) return null;
  return member.mayChoosePassword ? <Choose member={member} /> : <TooLate />;
}

function Choose({ member }: { member: Member }) {
  const navigate = useNavigate();
  const form = useForm({
    initialValues: { password: '' },
    validate: { password: newPasswordProblem },
  });
  const save = useSave(form, {
    save: ({ password }) => answer(api.PUT('/api/portal/me/password', { body: { password } })),
    done: 'Your new password is set. Other browsers are signed out.',
    failed: 'Your password was not changed',
    onSaved: () => void navigate('/', { replace: true }),
    stale: [memberKey],
  });
  return (
    <Stack maw={460} gap="lg">
      <Title order={1}>Choose a new password</Title>
      <Panel>
        <Form onSubmit={form.onSubmit((values) => save.mutate(values))}>
          <input type="text" autoComplete="username" value={member.contact.email} readOnly hidden />
          <Stack>
            <Text size="sm" c="dimmed">
              For {member.contact.email}. You do not need the old one.
            </Text>
            <NewPasswordInput {...form.getInputProps('password')} />
            <Button type="submit" loading={save.isPending}>
              Save the new password
            </Button>
          </Stack>
        </Form>
      </Panel>
    </Stack>
  );
}

function TooLate() {
  return (
    <EmptyState
      icon={<IconClockOff size={22} />}
      title="Ask for a new link"
      order={1}
      action={
        <Anchor component={Link} to="/account#password">
          Go to Account
        </Anchor>
      }
    >
      A reset link lets you choose a password once, within {passwordChoiceMinutes} minutes. Under Account you can have another one
      emailed to you.
    </EmptyState>
  );
}
