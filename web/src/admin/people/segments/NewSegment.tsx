import { Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { always } from '@perennial/domain/conditions';
import { useNavigate } from 'react-router';
import { Form } from '../../../ui/forms/Form';
import { SubmitRow } from '../../../ui/forms/SubmitRow';
import { useSave } from '../../../ui/forms/use-save';
import { PageHeader } from '../../../ui/shell/PageHeader';
import { useRefusedChanges } from '../../identity/staff';
import { checkSegment, SegmentFields, type SegmentValues } from './SegmentFields';
import { createSegment, segmentsKey } from './segment';
import { segmentPath } from './segment-path';

/** Creates a segment. */
export function NewSegment() {
  const navigate = useNavigate();
  const refused = useRefusedChanges();
  const form = useForm<SegmentValues>({ initialValues: { name: '', condition: always }, validate: checkSegment });
  const save = useSave(form, {
    save: ({ name, condition }) => createSegment({ name: name.trim(), condition }),
    done: 'The segment is saved.',
    failed: 'The segment was not saved',
    stale: [segmentsKey],
    onSaved: ({ id }) => void navigate(`/contacts/segments/${id}`),
  });
  return (
    <>
      <PageHeader title="New segment" path={segmentPath} />
      <Form onSubmit={form.onSubmit((values) => save.mutate(values))}>
        <Stack maw={720}>
          <SegmentFields form={form} />
          <SubmitRow pending={save.isPending} disabled={refused !== null} note={refused}>
            Create segment
          </SubmitRow>
        </Stack>
      </Form>
    </>
  );
}
