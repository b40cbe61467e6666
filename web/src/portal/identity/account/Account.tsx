import { Button, Group, PasswordInput, Stack, Switch, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDocumentTitle } from '@mantine/hooks';
import { consentWording, longestName, newPasswordProblem } from '@perennial/domain/identity';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answer, api } from '../../../ui/api/client';
import { showDone, showFailure } from '../../../ui/feedback/toasts';
import { Form } from '../../../ui/forms/Form';
import { NewPasswordInput } from '../../../ui/forms/NewPasswordInput';
import { useSave } from '../../../ui/forms/use-save';
import { ZoneSelect } from '../../../ui/forms/ZoneSelect';
import { Panel } from '../../../ui/shell/Panel';
import { browserZone } from '../../../ui/values/instant';
import { type Member, memberKey, useMember, useSchool } from '../../platform/school';
import { Address } from './Address';

export function Account() {
  useDocumentTitle('Account');
  const member = useMember();
  if (!member) return null;
  return (
    <Stack maw={560} gap="lg">
      <Title order={1}>Account</Title>
      <Details member={member} />
      <Address member={member} />
      <Password member={member} />
      <News member={member} />
    </Stack>
  );
}

function Details({ member }: { member: Member }) {
  const form = useForm({
    initialValues: { name: member.contact.name ?? '', timeZone: member.contact.timeZone ?? browserZone() },
    validate: { name: (value) => (value.trim() ? null : 'Enter your name.') },
  });
  const save = useSave(form, {
    save: (values) => answer(api.PUT('/api/portal/me', { body: values })),
    done: 'Saved.',
    failed: 'Your details were not saved',
    stale: [memberKey],
  });
  return (
    <Panel title="You">
      <Form onSubmit={form.onSubmit((values) => save.mutate(values))}>
        <Stack>
          <TextInput label="Name" autoComplete="name" maxLength={longestName} {...form.getInputProps('name')} />
          <ZoneSelect
            label="Time zone"
            description="Times and lesson openings use this time zone."
            {...form.getInputProps('timeZone')}
          />
          <Group>
            <Button type="submit" loading={save.isPending} disabled={!form.isDirty() && member.contact.timeZone !== null}>
              Save
            </Button>
          </Group>
        </Stack>
      </Form>
    </Panel>
  );
}

function Password({ member }: { member: Member }) {
  const form = useForm({
    initialValues: { current: '', password: '' },
    validate: {
      current: (value) => (!member.hasPassword || value ? null : 'Enter your current password.'),
      password: newPasswordProblem,
    },
  });
  const save = useSave(form, {
    save: ({ current, password }) =>
      answer(api.PUT('/api/portal/me/password', { body: { password, ...(current && { current }) } })),
    done: 'Your password is set.',
    failed: 'Your password was not changed',
    stale: [memberKey],
    onSaved: () => form.reset(),
  });
  return (
    <Panel
      title="Password"
      help={
        member.hasPassword
          ? 'Changing it signs out your other browsers.'
          : 'You sign in with emailed links. You can also set a password.'
      }
    >
      <form noValidate id="password" onSubmit={form.onSubmit((values) => save.mutate(values))}>
        <input type="text" autoComplete="username" value={member.contact.email} readOnly hidden />
        <Stack>
          {member.hasPassword && (
            <PasswordInput label="Current password" autoComplete="current-password" {...form.getInputProps('current')} />
          )}
          <NewPasswordInput {...form.getInputProps('password')} />
          <Group>
            <Button type="submit" variant="default" loading={save.isPending}>
              {member.hasPassword ? 'Change password' : 'Set a password'}
            </Button>
            {member.hasPassword && <ForgotPassword email={member.contact.email} />}
          </Group>
        </Stack>
      </form>
    </Panel>
  );
}

function ForgotPassword({ email }: { email: string }) {
  const send = useMutation({
    mutationFn: () => answer(api.POST('/api/portal/sign-in-link', { body: { email, purpose: 'reset_password' } })),
    onSuccess: () => showDone(`We emailed a link to choose a new password to ${email}.`),
    onError: (error) => showFailure(error, 'The link was not sent'),
  });
  return (
    <Button variant="subtle" loading={send.isPending} onClick={() => send.mutate()}>
      Forgot password
    </Button>
  );
}

function News({ member }: { member: Member }) {
  const school = useSchool();
  const queries = useQueryClient();
  const choose = useMutation({
    mutationFn: (subscribed: boolean) => answer(api.PUT('/api/portal/me/news', { body: { subscribed } })),
    onSuccess: (changed) => {
      queries.setQueryData(memberKey, changed);
      showDone(changed.subscribedToNews ? 'You are subscribed.' : 'You are unsubscribed.');
    },
    onError: (error) => showFailure(error, 'Your choice was not saved'),
  });
  return (
    <Panel title="News" help="You always get necessary emails, such as receipts and sign-in links.">
      <Switch
        label={consentWording.text(school.name)}
        checked={member.subscribedToNews}
        disabled={!member.addressProven || choose.isPending}
        onChange={(event) => choose.mutate(event.currentTarget.checked)}
      />
    </Panel>
  );
}
