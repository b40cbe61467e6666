import { Alert, Anchor, Button, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconUsers } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Fragment } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { ErrorState, FormSkeleton } from '../../../ui/feedback/States';
import { showUndo } from '../../../ui/feedback/toasts';
import { StoredForm } from '../../../ui/forms/StoredForm';
import { PageHeader } from '../../../ui/shell/PageHeader';
import { useRefusedChanges } from '../../identity/staff';
import { checkSegment, SegmentFields, type SegmentValues } from './SegmentFields';
import {
  changeSegment,
  conditionOf,
  contactsIn,
  createSegment,
  deleteSegment,
  type SegmentDetail,
  segmentsKey,
  useSegment,
} from './segment';
import { segmentPath } from './segment-path';

/** One segment: its condition, its members and what uses it. */
export function SegmentPage() {
  const { id = '' } = useParams();
  const segment = useSegment(id);
  if (segment.isError && !segment.data)
    return <ErrorState error={segment.error} what="This segment could not be loaded" onRetry={() => void segment.refetch()} />;
  if (!segment.data) return <FormSkeleton fields={3} />;
  return <SegmentEditor key={id} segment={segment.data} />;
}

const valuesOf = (segment: SegmentDetail): SegmentValues => ({ name: segment.name, condition: conditionOf(segment) });

function SegmentEditor({ segment }: { segment: SegmentDetail }) {
  const stored = valuesOf(segment);
  const form = useForm<SegmentValues>({ initialValues: stored, validate: checkSegment });
  const refused = useRefusedChanges();
  return (
    <>
      <PageHeader
        title={segment.name}
        path={segmentPath}
        lead={<UsedBy segment={segment} />}
        actions={
          <>
            <Button component={Link} to={contactsIn(segment.id)} variant="default" leftSection={<IconUsers size={16} />}>
              Show contacts
            </Button>
            {refused === null && <DeleteSegment segment={segment} />}
          </>
        }
      />
      {segment.filling && (
        <Alert variant="light" mb="lg" maw={720} title="The contacts are being checked" role="status">
          {segment.filling.checked.toLocaleString('en')} contacts are checked so far. Until all are, nobody is recorded as
          entering or leaving the segment.
        </Alert>
      )}
      <StoredForm
        form={form}
        stored={stored}
        save={({ name, condition }) => changeSegment(segment.id, { name: name.trim(), condition })}
        failed="The segment was not saved"
        stale={[segmentsKey, ['lookups', 'segment']]}
        refused={refused}
        maw={720}
      >
        <SegmentFields form={form} />
      </StoredForm>
    </>
  );
}

function UsedBy({ segment: { automations, segments } }: { segment: SegmentDetail }) {
  if (automations.length === 0 && segments.length === 0) return 'No automation and no other segment uses this segment.';
  return (
    <>
      Used by{' '}
      <Links to="/automations" of={automations.length === 1 ? 'the automation' : 'the automations'} records={automations} />
      {automations.length > 0 && segments.length > 0 && ' and by '}
      <Links to="/contacts/segments" of={segments.length === 1 ? 'the segment' : 'the segments'} records={segments} />.
    </>
  );
}

interface LinksProps {
  readonly to: string;
  readonly of: string;
  readonly records: readonly { readonly id: string; readonly name: string }[];
}

function Links({ to, of, records }: LinksProps) {
  if (records.length === 0) return null;
  return (
    <>
      {of}{' '}
      {records.map(({ id, name }, index) => (
        <Fragment key={id}>
          {index > 0 && ', '}
          <Anchor component={Link} to={`${to}/${id}`} inherit>
            {name}
          </Anchor>
        </Fragment>
      ))}
    </>
  );
}

/** Deletes a segment that nothing uses, and offers to undo it. */
function DeleteSegment({ segment }: { segment: SegmentDetail }) {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries({ queryKey: segmentsKey });
  const remove = useMutation({
    mutationFn: () => deleteSegment(segment.id),
    onSuccess: async () => {
      void navigate('/contacts/segments');
      showUndo(`The segment “${segment.name}” is deleted. Contacts stay.`, async () => {
        await createSegment(valuesOf(segment));
        await refresh();
      });
      await refresh();
    },
    meta: { failed: 'The segment was not deleted' },
  });
  const isUsed = segment.automations.length > 0 || segment.segments.length > 0;
  return (
    <Button
      variant="subtle"
      color="red"
      disabled={isUsed}
      loading={remove.isPending}
      onClick={() => remove.mutate()}
      {...(isUsed && { 'aria-describedby': 'why-not-deleted' })}
    >
      Delete
      {isUsed && (
        <Text span id="why-not-deleted" hidden>
          An automation or another segment uses this segment.
        </Text>
      )}
    </Button>
  );
}
