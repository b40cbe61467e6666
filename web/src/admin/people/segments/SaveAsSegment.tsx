import { Button, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { Condition } from '@perennial/domain/conditions';
import { SegmentName } from '@perennial/domain/people';
import { IconDeviceFloppy } from '@tabler/icons-react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { Form } from '../../../ui/forms/Form';
import { FormModal } from '../../../ui/forms/FormModal';
import { problemBy } from '../../../ui/forms/field-problems';
import { SubmitRow } from '../../../ui/forms/SubmitRow';
import { useSave } from '../../../ui/forms/use-save';
import { useMe } from '../../identity/staff';
import { createSegment, segmentsKey } from './segment';
import { WhoMeets } from './WhoMeets';

/** Keeps the filter of the contact list as a segment. Staff who cannot create segments do not see it. */
export function SaveAsSegment({ condition }: { condition: Condition }) {
  const { staff } = useMe();
  const [opened, setOpened] = useState(false);
  if (staff.role === 'support') return null;
  return (
    <>
      <Button variant="subtle" leftSection={<IconDeviceFloppy size={15} />} onClick={() => setOpened(true)}>
        Save as segment
      </Button>
      <FormModal opened={opened} onClose={() => setOpened(false)} title="Save as segment">
        <NameForm condition={condition} />
      </FormModal>
    </>
  );
}

function NameForm({ condition }: { condition: Condition }) {
  const navigate = useNavigate();
  const form = useForm({ initialValues: { name: '' }, validate: { name: problemBy(SegmentName) } });
  const save = useSave(form, {
    save: ({ name }) => createSegment({ name: name.trim(), condition }),
    done: 'The segment is saved.',
    failed: 'The segment was not saved',
    stale: [segmentsKey],
    onSaved: ({ id }) => void navigate(`/contacts/segments/${id}`),
  });
  return (
    <Form onSubmit={form.onSubmit((values) => save.mutate(values))}>
      <Stack>
        <Text size="sm">
          Everyone for whom this holds is in the segment: <WhoMeets condition={condition} />.
        </Text>
        <TextInput label="Name" data-autofocus {...form.getInputProps('name')} />
        <SubmitRow pending={save.isPending}>Save</SubmitRow>
      </Stack>
    </Form>
  );
}
