import { Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { eventCatalogue, isEventType } from '@perennial/domain/events';
import { IconDoorOff } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import { EmptyState, ErrorState, TextSkeleton } from '../../../ui/feedback/States';
import { NotAll } from '../../../ui/list/NotAll';
import { PageHeader } from '../../../ui/shell/PageHeader';
import { Panel } from '../../../ui/shell/Panel';
import { Instant, useZone } from '../../../ui/values/Values';
import { useNamesOf } from '../../conditions/use-names';
import { useContact } from '../../people/contact';
import { RecordSelect } from '../../platform/records/RecordSelect';
import { BusinessTime } from '../../school/clocks/BusinessTime';
import { useAutomation } from '../automation';
import { readNonEntry, referencesIn } from './evidence';
import { missInWords, type NonEntry, reasonInWords, useWhyNot } from './why-not';

const step = 20;

/** Why an event that an automation waits for did not start it. */
export function WhyNot() {
  const { id = '' } = useParams();
  const [search, setSearch] = useSearchParams();
  const contactId = search.get('contact');
  const automation = useAutomation(id);
  const entries = useWhyNot(id, contactId);
  const [shown, setShown] = useState(step);
  return (
    <>
      <PageHeader
        title="Who didn’t enter"
        path={[
          { label: 'Automations', to: '/automations' },
          { label: automation.data?.name ?? '…', to: `/automations/${id}` },
          { label: 'Journeys', to: `/automations/${id}/runs` },
        ]}
        lead="People for whom the trigger happened but who did not enter, with the reason and the value that decided it."
      />
      <Group mb="lg">
        <RecordSelect
          kind="contact"
          label="Person"
          placeholder="Everyone"
          value={contactId}
          onChange={(value) => setSearch(value ? { contact: value } : {}, { replace: true })}
          style={{ flex: '0 1 340px' }}
        />
      </Group>
      {entries.isError && !entries.data && (
        <ErrorState error={entries.error} what="This list could not be loaded" onRetry={() => void entries.refetch()} />
      )}
      {entries.isPending && <TextSkeleton lines={5} />}
      {entries.data?.length === 0 && (
        <EmptyState icon={<IconDoorOff size={22} />} title="No missed entries">
          {contactId
            ? 'Every trigger event for this person started the automation. If you expected another one, check their timeline to see whether the event happened and whether the automation was published at that time.'
            : 'Everyone for whom the trigger happened entered.'}
        </EmptyState>
      )}
      <Stack maw={860} gap="sm">
        {entries.data?.slice(0, shown).map((entry) => (
          <InTime key={entry.eventId} contactId={entry.contactId}>
            <Entry entry={entry} />
          </InTime>
        ))}
        {(entries.data?.length ?? 0) > shown && (
          <Group>
            <Button variant="default" onClick={() => setShown(shown + step)}>
              Show more
            </Button>
          </Group>
        )}
        {entries.data && entries.data.length <= shown && (
          <NotAll shown={entries.data.length} most={100}>
            {contactId ? 'They are the newest.' : 'They are the newest. Choose a person to see theirs.'}
          </NotAll>
        )}
      </Stack>
    </>
  );
}

function InTime({ contactId, children }: { contactId: string | null; children: ReactNode }) {
  const contact = useContact(contactId);
  return <BusinessTime clockId={contactId === null ? null : contact.data?.clockId}>{children}</BusinessTime>;
}

function Entry({ entry }: { entry: NonEntry }) {
  const zone = useZone();
  const missed = readNonEntry(entry.evidence).filter(({ matched }) => matched === false);
  const names = useNamesOf(referencesIn(missed));
  return (
    <Panel>
      <Group justify="space-between" align="flex-start">
        <Text fw={600}>{isEventType(entry.eventType) ? eventCatalogue[entry.eventType].label : entry.eventType}</Text>
        {entry.contactId && <Person id={entry.contactId} />}
      </Group>
      <Text size="sm" c="dimmed">
        <Instant at={entry.at} />
      </Text>
      <Text size="sm" mt={6}>
        {reasonInWords(entry.reason)}
      </Text>
      {entry.reason === 'filters' &&
        missed.map((comparison) => (
          <Text key={`${comparison.field}${comparison.operator}`} size="sm">
            {missInWords(comparison, entry.eventType, zone, names)}
          </Text>
        ))}
    </Panel>
  );
}

function Person({ id }: { id: string }) {
  const contact = useContact(id);
  return (
    <Anchor component={Link} to={`/contacts/${id}`} size="sm">
      {contact.data ? contact.data.name || contact.data.email : 'Open contact'}
    </Anchor>
  );
}
