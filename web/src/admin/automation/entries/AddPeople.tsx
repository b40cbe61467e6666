import { Button, Stack, Text, UnstyledButton } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { EmptyState, ErrorState, FormSkeleton } from '../../../ui/feedback/States';
import { PageHeader } from '../../../ui/shell/PageHeader';
import { Panel } from '../../../ui/shell/Panel';
import { Instant } from '../../../ui/values/Values';
import { useAutomation } from '../automation';
import classes from '../versions/Versions.module.css';
import { AddPeopleForm } from './AddPeopleForm';
import { EntryProgress } from './EntryProgress';
import { type EntryRequest, entriesInWords, useEntryRequests, useStartable } from './entry';

/** A request that is shown with its results. */
interface Shown {
  readonly id: string;
  readonly unknown: readonly string[];
}

/** Adds people to an automation, and lists earlier requests with their results. */
export function AddPeople() {
  const { id = '' } = useParams();
  const automation = useAutomation(id);
  const startable = useStartable();
  const requests = useEntryRequests(id);
  const [shown, setShown] = useState<Shown | null>(null);
  const failed = [automation, startable, requests].find(({ isError, data }) => isError && !data);
  if (failed)
    return <ErrorState error={failed.error} what="This page could not be loaded" onRetry={() => void failed.refetch()} />;
  if (!automation.data || !startable.data || !requests.data) return <FormSkeleton fields={2} />;
  return (
    <>
      <PageHeader
        title="Add people"
        path={[
          { label: 'Automations', to: '/automations' },
          { label: automation.data.name, to: `/automations/${id}` },
        ]}
        lead="Start this automation for people yourself. Its entry rules apply: a person who cannot enter is listed with the reason."
        actions={
          <Button component={Link} to={`/automations/${id}/runs`} variant="default">
            Journeys
          </Button>
        }
      />
      <Stack maw={720}>
        {startable.data.some((open) => open.id === id) ? (
          <Panel>
            <AddPeopleForm automationId={id} onAdded={setShown} />
          </Panel>
        ) : (
          <EmptyState icon={<IconUserPlus size={22} />} title="People cannot be added now">
            The automation must be published and active, with the trigger “Added by staff or a program”. Add this trigger on the
            canvas and publish, or resume the automation if it is paused.
          </EmptyState>
        )}
        {shown && (
          <Panel title="Result">
            <EntryProgress key={shown.id} automationId={id} entryId={shown.id} unknown={shown.unknown} />
          </Panel>
        )}
        <Earlier requests={requests.data.filter((request) => request.id !== shown?.id)} onShow={setShown} />
      </Stack>
    </>
  );
}

const whom = ({ source, segmentName }: EntryRequest): string => {
  if (source === 'contacts') return 'Chosen people';
  if (source === 'everyone') return 'All contacts';
  return segmentName === null ? 'A deleted segment' : `Segment “${segmentName}”`;
};

function Earlier({ requests, onShow }: { requests: readonly EntryRequest[]; onShow: (shown: Shown) => void }) {
  if (requests.length === 0) return null;
  return (
    <Panel title="Added before">
      {requests.map((request) => (
        <UnstyledButton
          key={request.id}
          className={classes.change}
          display="block"
          onClick={() => onShow({ id: request.id, unknown: [] })}
        >
          <Text size="sm">
            {whom(request)}: {entriesInWords(request)}
          </Text>
          <Text size="xs" c="dimmed">
            <Instant at={request.createdAt} />, {request.requestedBy}
          </Text>
        </UnstyledButton>
      ))}
    </Panel>
  );
}
