import { Button, Group, NumberInput, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { emailAddressProblem } from '@perennial/domain/addresses';
import { newPasswordProblem, PersonName } from '@perennial/domain/identity';
import { GrantInput, longestGrantDays } from '@perennial/domain/people';
import { useMutation } from '@tanstack/react-query';
import { showDone } from '../../ui/feedback/toasts';
import { Form } from '../../ui/forms/Form';
import { problemBy, problemsBy } from '../../ui/forms/field-problems';
import { useSave } from '../../ui/forms/use-save';
import { ZoneSelect } from '../../ui/forms/ZoneSelect';
import { Panel } from '../../ui/shell/Panel';
import { useRefusedChanges } from '../identity/staff';
import { RecordSelect } from '../platform/records/RecordSelect';
import { ClockSelect } from '../school/clocks/ClockSelect';
import { ContactConsent } from './ContactConsent';
import { type Contact, changeContact, contactKey, grantProduct, sendResetLink, setPassword } from './contact';

/** What staff can do for one person. */
export function ContactActions({ contact }: { contact: Contact }) {
  return (
    <Stack maw={720}>
      <Panel title="Client portal" help="How this person signs in to the member portal.">
        <Stack gap="xl">
          <ResetLink contact={contact} />
          <ChangePassword contact={contact} />
        </Stack>
      </Panel>
      <Panel title="Give access" help="Give access to a product without a purchase, for as long as you choose.">
        <Grant contact={contact} />
      </Panel>
      <ContactConsent contact={contact} />
      <Panel title="Details">
        <Details contact={contact} />
      </Panel>
    </Stack>
  );
}

function ResetLink({ contact }: { contact: Contact }) {
  const send = useMutation({
    mutationFn: () => sendResetLink(contact.id),
    onSuccess: () => showDone(`We emailed a link to ${contact.email}.`),
    meta: { failed: 'The link was not sent' },
  });
  return (
    <Group justify="space-between">
      <Text size="sm" c="dimmed" maw={420}>
        Emails {contact.email} a secure link to choose a new password. The current password works until then.
      </Text>
      <Button variant="default" loading={send.isPending} onClick={() => send.mutate()}>
        Send Password Reset Link
      </Button>
    </Group>
  );
}

function ChangePassword({ contact }: { contact: Contact }) {
  const form = useForm({
    initialValues: { password: '', again: '' },
    validate: {
      password: newPasswordProblem,
      again: (value, values) => (value === values.password ? null : 'The passwords do not match.'),
    },
  });
  const save = useSave(form, {
    save: ({ password }) => setPassword(contact.id, password),
    done: 'The password is changed.',
    failed: 'The password was not changed',
    onSaved: () => form.reset(),
  });
  return (
    <Form onSubmit={form.onSubmit((values) => save.mutate(values))}>
      <Stack>
        <Group grow align="flex-start">
          <PasswordInput label="New password" autoComplete="new-password" {...form.getInputProps('password')} />
          <PasswordInput label="Repeat password" autoComplete="new-password" {...form.getInputProps('again')} />
        </Group>
        <Group>
          <Button type="submit" variant="default" loading={save.isPending}>
            Change Password
          </Button>
        </Group>
      </Stack>
    </Form>
  );
}

function Grant({ contact }: { contact: Contact }) {
  const form = useForm({
    initialValues: { productId: '', days: null as number | null },
    validate: problemsBy(GrantInput),
  });
  const save = useSave(form, {
    save: (values) => grantProduct(contact.id, values),
    done: 'Access given.',
    failed: 'Access was not given',
    stale: [contactKey(contact.id)],
    onSaved: () => form.reset(),
  });
  return (
    <Form onSubmit={form.onSubmit((values) => save.mutate(values))}>
      <Group align="flex-start">
        <RecordSelect
          kind="course"
          label="Product"
          placeholder="Choose a product"
          style={{ flex: '1 1 220px' }}
          {...form.getInputProps('productId')}
          value={form.values.productId || null}
          onChange={(value) => form.setFieldValue('productId', value ?? '')}
        />
        <NumberInput
          label="For how long"
          placeholder="No end date"
          suffix=" days"
          min={1}
          max={longestGrantDays}
          w={140}
          allowDecimal={false}
          value={form.values.days ?? ''}
          onChange={(value) => form.setFieldValue('days', typeof value === 'number' ? value : null)}
        />
        <Button type="submit" variant="default" mt={25} loading={save.isPending}>
          Give access
        </Button>
      </Group>
    </Form>
  );
}

function Details({ contact }: { contact: Contact }) {
  const refused = useRefusedChanges();
  const form = useForm({
    initialValues: { email: contact.email, name: contact.name ?? '', timeZone: contact.timeZone ?? '', clockId: contact.clockId },
    validate: { email: emailAddressProblem, name: problemBy(PersonName) },
  });
  const save = useSave(form, {
    save: ({ email, name, timeZone, clockId }) =>
      changeContact(contact.id, {
        name,
        timeZone: timeZone || null,
        ...(refused === null && { email: email.trim() }),
        ...(clockId !== contact.clockId && { clockId }),
      }),
    done: 'Saved.',
    failed: 'The details were not saved',
    stale: [contactKey(contact.id)],
  });
  return (
    <Form onSubmit={form.onSubmit((values) => save.mutate(values))}>
      <Stack>
        <TextInput
          label="Email"
          type="email"
          readOnly={refused !== null}
          description={
            refused ??
            'Changing the address signs this person out everywhere and disables links sent to the old address. We notify the old address.'
          }
          {...form.getInputProps('email')}
        />
        <TextInput label="Name" {...form.getInputProps('name')} />
        <ZoneSelect
          label="Time zone"
          description="Used for local times such as “at 09:00”. If empty, the school’s time zone is used."
          clearable
          {...form.getInputProps('timeZone')}
          value={form.values.timeZone || null}
          onChange={(value) => form.setFieldValue('timeZone', value ?? '')}
        />
        <ClockSelect {...form.getInputProps('clockId')} value={form.values.clockId} />
        <Group>
          <Button type="submit" variant="default" loading={save.isPending} disabled={!form.isDirty()}>
            Save
          </Button>
        </Group>
      </Stack>
    </Form>
  );
}
