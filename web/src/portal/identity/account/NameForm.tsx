import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { longestName } from '@perennial/domain/identity';
import { answer, api } from '../../../ui/api/client';
import { Form } from '../../../ui/forms/Form';
import { useSave } from '../../../ui/forms/use-save';
import { type Member, memberKey } from '../../platform/school';

interface NameFormProps {
  readonly member: Member;
  /** Queries that the name changes. */
  readonly stale: readonly (readonly unknown[])[];
}

/** Asks for the name that a certificate needs. */
export function NameForm({ member, stale }: NameFormProps) {
  const form = useForm({
    initialValues: { name: '' },
    validate: { name: (value) => (value.trim() ? null : 'Enter your name as it should appear on your certificate.') },
  });
  const save = useSave(form, {
    save: ({ name }) => answer(api.PUT('/api/portal/me', { body: { name, timeZone: member.contact.timeZone } })),
    done: 'Your certificate is being created.',
    failed: 'Your name was not saved',
    stale: [memberKey, ...stale],
  });
  return (
    <Form onSubmit={form.onSubmit((values) => save.mutate(values))}>
      <Stack gap="sm">
        <TextInput
          label="Your name"
          description="As it should appear on your certificate."
          autoComplete="name"
          maxLength={longestName}
          {...form.getInputProps('name')}
        />
        <Group>
          <Button type="submit" loading={save.isPending}>
            Create my certificate
          </Button>
        </Group>
      </Stack>
    </Form>
  );
}
