import { Button, Group, Stack, Table, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { ConsentNote } from '@perennial/domain/people';
import { Form } from '../../ui/forms/Form';
import { problemBy } from '../../ui/forms/field-problems';
import { useSave } from '../../ui/forms/use-save';
import { Panel } from '../../ui/shell/Panel';
import { formatInstant } from '../../ui/values/instant';
import { useZone } from '../../ui/values/Values';
import { type ConsentRecord, type Contact, consentsKey, contactKey, recordConsent, useConsents } from './contact';

const decisions: Readonly<Record<ConsentRecord['decision'], string>> = {
  requested: 'Agreed, address not confirmed yet',
  given: 'Agreed',
  withdrawn: 'Unsubscribed',
};
const sources: Readonly<Record<ConsentRecord['source'], string>> = {
  checkout: 'at the checkout',
  account: 'in their account',
  unsubscribe_page: 'on the unsubscribe page',
  staff: 'recorded by staff',
  api: 'sent by another system',
};

/** Whether a person gets marketing email and why, with a form in which staff record decisions. */
export function ContactConsent({ contact }: { contact: Contact }) {
  const zone = useZone();
  const consents = useConsents(contact.id);
  const subscribed = contact.marketingConsentAt !== null && contact.unsubscribedAt === null;
  const form = useForm({
    initialValues: { note: '' },
    validate: { note: problemBy(ConsentNote) },
  });
  const save = useSave(form, {
    save: ({ note }) => recordConsent(contact.id, { decision: subscribed ? 'withdrawn' : 'given', note }),
    done: 'Recorded.',
    failed: 'The decision was not recorded',
    stale: [contactKey(contact.id), consentsKey(contact.id)],
    onSaved: () => form.reset(),
  });
  return (
    <Panel
      title="Marketing email"
      help="Marketing email goes only to people who agreed to it. Other email does not depend on this."
    >
      <Stack>
        <Text size="sm">{sentence(contact, subscribed)}</Text>
        <Form onSubmit={form.onSubmit((values) => save.mutate(values))}>
          <Group align="flex-start">
            <TextInput
              label={subscribed ? 'Source of the withdrawal' : 'Source of the consent'}
              placeholder={subscribed ? 'Phone call on 12 May' : 'Sign-up sheet at the open day, 12 May'}
              style={{ flex: '1 1 260px' }}
              {...form.getInputProps('note')}
            />
            <Button type="submit" variant="default" mt={{ base: 0, xs: 25 }} loading={save.isPending}>
              {subscribed ? 'Record a withdrawal' : 'Record consent'}
            </Button>
          </Group>
        </Form>
        {consents.data && consents.data.length > 0 && (
          <Table>
            <Table.Tbody>
              {consents.data.map((record) => (
                <Table.Tr key={record.id}>
                  <Table.Td>{formatInstant(record.decidedAt, zone)}</Table.Td>
                  <Table.Td>
                    {decisions[record.decision]} {sources[record.source]}
                    {record.staffName && ` (${record.staffName})`}
                    {record.note && `: ${record.note}`}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
      </Stack>
    </Panel>
  );
}

function sentence({ unsubscribedAt }: Contact, subscribed: boolean): string {
  if (subscribed) return 'This person agreed to marketing email.';
  return unsubscribedAt
    ? 'This person unsubscribed from marketing email.'
    : 'This person has not agreed to marketing email, so none is sent to them.';
}
