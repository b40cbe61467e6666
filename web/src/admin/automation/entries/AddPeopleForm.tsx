import { FileButton, Radio, Stack, Text, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { showFailure } from '../../../ui/feedback/toasts';
import { Form } from '../../../ui/forms/Form';
import { SubmitRow } from '../../../ui/forms/SubmitRow';
import { useSave } from '../../../ui/forms/use-save';
import { textOfFile } from '../../people/import/read-file';
import { RecordMultiSelect, RecordSelect } from '../../platform/records/RecordSelect';
import { addressesIn, addressesProblem } from './addresses';
import { addPeople, type EntryPeople, entriesKey } from './entry';

type Who = EntryPeople['who'];
interface Values {
  readonly who: Who;
  readonly contactIds: string[];
  readonly segmentId: string | null;
  readonly emails: string;
}

const empty: Values = { who: 'contacts', contactIds: [], segmentId: null, emails: '' };

const options: readonly { readonly value: Who; readonly label: string; readonly help: string }[] = [
  { value: 'contacts', label: 'People', help: 'Choose one or more contacts.' },
  { value: 'segment', label: 'A segment', help: 'Everyone who is in it now.' },
  { value: 'emails', label: 'A list of addresses', help: 'Paste addresses, or choose a CSV file. No contacts are created.' },
  { value: 'everyone', label: 'Everyone', help: 'All contacts of the school.' },
];

const submit: Readonly<Record<Who, string>> = {
  contacts: 'Add people',
  segment: 'Add the segment',
  emails: 'Add people',
  everyone: 'Add everyone',
};

const peopleOf = ({ who, contactIds, segmentId, emails }: Values): EntryPeople => {
  switch (who) {
    case 'contacts':
      return { who, contactIds };
    case 'segment':
      return { who, segmentId: segmentId ?? '' };
    case 'emails':
      return { who, emails: addressesIn(emails) };
    case 'everyone':
      return { who };
  }
};

interface AddPeopleFormProps {
  readonly automationId: string;
  readonly onAdded: (request: { readonly id: string; readonly unknown: readonly string[] }) => void;
}

/** Whom to add to an automation. */
export function AddPeopleForm({ automationId, onAdded }: AddPeopleFormProps) {
  // A repeated request after a lost response adds nobody twice.
  const [key, setKey] = useState(() => crypto.randomUUID());
  const form = useForm<Values>({
    initialValues: empty,
    validate: {
      contactIds: (ids, { who }) => (who === 'contacts' && ids.length === 0 ? 'Choose at least one person.' : null),
      segmentId: (id, { who }) => (who === 'segment' && !id ? 'Choose a segment.' : null),
      emails: (text, { who }) => (who === 'emails' ? addressesProblem(text) : null),
    },
  });
  const { who, emails, contactIds, segmentId } = form.values;
  const save = useSave(form, {
    save: (values) => addPeople(automationId, key, peopleOf(values)),
    failed: 'No one was added',
    stale: [entriesKey(automationId)],
    onSaved: (request) => {
      onAdded(request);
      setKey(crypto.randomUUID());
      form.setValues(empty);
      form.resetDirty(empty);
    },
  });
  const readFile = async (file: File | null) => {
    if (!file) return;
    try {
      form.setFieldValue('emails', addressesIn(textOfFile(new Uint8Array(await file.arrayBuffer()))).join('\n'));
    } catch (error) {
      showFailure(error, 'The file was not read');
    }
  };
  return (
    <Form onSubmit={form.onSubmit((values) => save.mutate(values))}>
      <Stack>
        <Radio.Group label="Who" value={who} onChange={(value) => form.setFieldValue('who', value as Who)}>
          <Stack gap="xs" mt="xs">
            {options.map(({ value, label, help }) => (
              <Radio key={value} value={value} label={label} description={help} />
            ))}
          </Stack>
        </Radio.Group>
        {who === 'contacts' && (
          <RecordMultiSelect kind="contact" label="People" {...form.getInputProps('contactIds')} value={contactIds} />
        )}
        {who === 'segment' && (
          <RecordSelect kind="segment" label="Segment" {...form.getInputProps('segmentId')} value={segmentId} />
        )}
        {who === 'emails' && (
          <Textarea
            label="Email addresses"
            description={
              <>
                Separated by lines, commas or spaces.{' '}
                <FileButton onChange={(file) => void readFile(file)} accept=".csv,.tsv,.txt,text/csv">
                  {(props) => (
                    <button type="button" {...props} style={linkLike}>
                      Choose a CSV file
                    </button>
                  )}
                </FileButton>
              </>
            }
            autosize
            minRows={4}
            maxRows={14}
            {...form.getInputProps('emails')}
          />
        )}
        {who === 'emails' && addressesIn(emails).length > 0 && (
          <Text size="sm" c="dimmed">
            {counted(addressesIn(emails).length)}
          </Text>
        )}
        <SubmitRow pending={save.isPending}>{submit[who]}</SubmitRow>
      </Stack>
    </Form>
  );
}

const counted = (addresses: number): string => (addresses === 1 ? '1 address' : `${addresses.toLocaleString('en')} addresses`);

const linkLike = {
  padding: 0,
  border: 0,
  background: 'none',
  font: 'inherit',
  color: 'var(--mantine-color-anchor)',
  textDecoration: 'underline',
  cursor: 'pointer',
} as const;
