import { Badge, Box, Button, Tabs, Text } from '@mantine/core';
import { Link, useParams, useSearchParams } from 'react-router';
import { ErrorState, TextSkeleton } from '../../ui/feedback/States';
import { PageHeader } from '../../ui/shell/PageHeader';
import { formatInstant } from '../../ui/values/instant';
import { useZone } from '../../ui/values/Values';
import { useRefusedChanges } from '../identity/staff';
import { BusinessTime } from '../school/clocks/BusinessTime';
import { useClock } from '../school/clocks/clock';
import { ContactActions } from './ContactActions';
import { ContactCertificates } from './ContactCertificates';
import { ContactMemberships } from './ContactMemberships';
import { type Contact, useContact } from './contact';
import { FieldValues } from './fields/FieldValues';
import { SegmentsOf } from './SegmentsOf';
import { Tags } from './Tags';
import { Timeline } from './Timeline';

/** One person: timeline, memberships, certificates and actions. The tab is part of the address. */
export function ContactPage() {
  const { id = '' } = useParams();
  const contact = useContact(id);
  if (contact.isError && !contact.data) {
    return <ErrorState error={contact.error} what="This person could not be loaded" onRetry={() => void contact.refetch()} />;
  }
  if (!contact.data) return <TextSkeleton lines={6} />;
  return (
    <BusinessTime clockId={contact.data.clockId}>
      <Person contact={contact.data} />
    </BusinessTime>
  );
}

function Person({ contact }: { contact: Contact }) {
  const [search, setSearch] = useSearchParams();
  const tab = search.get('tab') ?? 'timeline';
  const zone = useZone();
  const refused = useRefusedChanges();
  return (
    <>
      <PageHeader
        title={contact.name || contact.email}
        path={[{ label: 'Contacts', to: '/contacts' }]}
        lead={contact.name ? contact.email : undefined}
        badge={contact.clockId && <OnClock clockId={contact.clockId} />}
        actions={
          refused === null && (
            <Button component={Link} to={`/contacts/${contact.id}/start`} variant="default">
              Start an automation
            </Button>
          )
        }
      />
      <Box mb="lg">
        <Tags contact={contact} />
        <SegmentsOf contactId={contact.id} />
      </Box>
      <Tabs
        value={tab}
        onChange={(value) => setSearch(value && value !== 'timeline' ? { tab: value } : {}, { replace: true })}
        keepMounted={false}
      >
        <Tabs.List mb="lg">
          <Tabs.Tab value="timeline">Timeline</Tabs.Tab>
          <Tabs.Tab value="fields">Fields</Tabs.Tab>
          <Tabs.Tab value="memberships">Memberships</Tabs.Tab>
          <Tabs.Tab value="certificates">Certificates</Tabs.Tab>
          <Tabs.Tab value="actions">Actions</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="timeline">
          <Timeline contactId={contact.id} />
        </Tabs.Panel>
        <Tabs.Panel value="fields">
          <FieldValues contactId={contact.id} />
        </Tabs.Panel>
        <Tabs.Panel value="memberships">
          <ContactMemberships contactId={contact.id} />
        </Tabs.Panel>
        <Tabs.Panel value="certificates">
          <ContactCertificates contact={contact} />
        </Tabs.Panel>
        <Tabs.Panel value="actions">
          <ContactActions contact={contact} />
        </Tabs.Panel>
      </Tabs>
      {contact.timeZone && contact.timeZone !== zone && (
        <Text size="xs" c="dimmed" mt="lg">
          This person’s time zone is {contact.timeZone.replaceAll('_', ' ')}. Times here are in the school’s time zone.
        </Text>
      )}
    </>
  );
}

/** Shows the clock of a test person and its time. */
function OnClock({ clockId }: { clockId: string }) {
  const clock = useClock(clockId);
  const zone = useZone();
  return (
    <Badge
      component={Link}
      to="/settings/clocks"
      color="yellow"
      variant="light"
      tt="none"
      fw={500}
      style={{ cursor: 'pointer' }}
      title="Test clocks"
    >
      {clock ? `Test: ${clock.name}, ${formatInstant(clock.now, zone)}` : 'Test person on a test clock'}
    </Badge>
  );
}
