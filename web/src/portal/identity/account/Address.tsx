import { Alert, Button, Group, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { emailAddressProblem } from '@perennial/domain/addresses';
import { linkLifeInWords } from '@perennial/domain/identity';
import { IconMailOpened } from '@tabler/icons-react';
import { useState } from 'react';
import { answer, api } from '../../../ui/api/client';
import { Form } from '../../../ui/forms/Form';
import { useSave } from '../../../ui/forms/use-save';
import { FieldPanel } from '../../../ui/shell/FieldPanel';
import type { Member } from '../../platform/school';

/** The member's address and a form to change it. It changes when the link sent to the new address is opened. */
export function Address({ member }: { member: Member }) {
  const [changing, setChanging] = useState(false);
  const [sentTo, setSentTo] = useState('');
  return (
    <FieldPanel title="Email address" help="You sign in with this address and receive receipts there.">
      <Text>{member.contact.email}</Text>
      {sentTo && (
        <Alert variant="light" icon={<IconMailOpened size={18} />} role="status">
          Open the link that we emailed to {sentTo} in this browser. It works for {linkLifeInWords('change_email')}. Until then
          your address stays {member.contact.email}. No email? Then the address may be in use already.
        </Alert>
      )}
      {changing ? (
        <NewAddress
          member={member}
          onSent={(to) => {
            setSentTo(to);
            setChanging(false);
          }}
          onCancel={() => setChanging(false)}
        />
      ) : (
        <Group>
          <Button variant="default" onClick={() => setChanging(true)}>
            Change email address
          </Button>
        </Group>
      )}
    </FieldPanel>
  );
}

interface NewAddressProps {
  readonly member: Member;
  readonly onSent: (to: string) => void;
  readonly onCancel: () => void;
}

function NewAddress({ member, onSent, onCancel }: NewAddressProps) {
  const form = useForm({
    initialValues: { email: '', current: '' },
    validate: {
      email: emailAddressProblem,
      current: (value) => (!member.hasPassword || value ? null : 'Enter your current password.'),
    },
  });
  const save = useSave(form, {
    save: ({ email, current }) =>
      answer(api.POST('/api/portal/me/address', { body: { email: email.trim(), ...(current && { current }) } })),
    failed: 'The link was not sent',
    onSaved: (_result, { email }) => onSent(email.trim()),
  });
  return (
    <Form onSubmit={form.onSubmit((values) => save.mutate(values))}>
      <Stack>
        <TextInput label="New email" type="email" autoComplete="email" data-autofocus {...form.getInputProps('email')} />
        {member.hasPassword && (
          <PasswordInput label="Current password" autoComplete="current-password" {...form.getInputProps('current')} />
        )}
        <Group>
          <Button type="submit" loading={save.isPending}>
            Email me a link
          </Button>
          <Button variant="subtle" onClick={onCancel}>
            Keep {member.contact.email}
          </Button>
        </Group>
      </Stack>
    </Form>
  );
}
