import { Anchor, Badge, Box, Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { IconBolt, IconMail, IconPoint } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { messageOf } from '../../ui/api/failure';
import { NotAll } from '../../ui/list/NotAll';
import { Instant } from '../../ui/values/Values';
import classes from './Timeline.module.css';
import { loadConsequences, type TimelineEntry } from './timeline';

const icons = { event: IconPoint, mail: IconMail, run: IconBolt } as const;

/** An entry of the timeline. It expands to its cause and effects, which expand in turn. */
export function TimelineRow({ entry, withPerson = false }: { entry: TimelineEntry; withPerson?: boolean }) {
  const [open, setOpen] = useState(false);
  const Icon = icons[entry.kind];
  return (
    <li className={classes.entry} data-kind={entry.kind}>
      <Icon size={17} className={classes.icon} aria-hidden />
      <Box className={classes.body}>
        <Group gap={8} wrap="wrap" align="baseline">
          <Text span fw={500}>
            {entry.label}
          </Text>
          {entry.detail && (
            <Text span c="dimmed" size="sm">
              {entry.detail}
            </Text>
          )}
        </Group>
        <Group gap="xs">
          <Text span size="sm" c="dimmed">
            <Instant at={entry.at} />
          </Text>
          <Button size="compact-xs" variant="subtle" color="gray" aria-expanded={open} onClick={() => setOpen(!open)}>
            Cause and effects
          </Button>
          {entry.link?.startsWith('/automations/') && (
            <Anchor component={Link} to={entry.link} size="sm">
              Open
            </Anchor>
          )}
          {withPerson && entry.contactId && (
            <Anchor component={Link} to={`/contacts/${entry.contactId}`} size="sm">
              {entry.contactName || 'Person'}
            </Anchor>
          )}
        </Group>
        {open && <CauseAndEffect id={entry.id} />}
      </Box>
    </li>
  );
}

function CauseAndEffect({ id }: { id: string }) {
  const found = useQuery({ queryKey: ['consequences', id], queryFn: () => loadConsequences(id) });
  if (found.isError) {
    return (
      <Text size="sm" c="red" mt="xs">
        {messageOf(found.error)}
      </Text>
    );
  }
  if (!found.data) return <Skeleton height={32} mt="xs" />;
  const { cause, consequences } = found.data;
  return (
    <Stack gap="xs" className={classes.chain}>
      <Part title="Cause" entries={cause ? [cause] : []} none="No earlier event caused this." />
      <Part title="Effects" entries={consequences} none="No effects so far." />
    </Stack>
  );
}

function Part({ title, entries, none }: { title: string; entries: readonly TimelineEntry[]; none: string }) {
  return (
    <Box>
      <Badge variant="default" size="sm" tt="none" fw={500}>
        {title}
      </Badge>
      {entries.length === 0 ? (
        <Text size="sm" c="dimmed" mt={4}>
          {none}
        </Text>
      ) : (
        <ul className={classes.nested}>
          {entries.map((entry) => (
            <TimelineRow key={entry.id} entry={entry} />
          ))}
          <NotAll shown={entries.length} most={200}>
            They are the earliest.
          </NotAll>
        </ul>
      )}
    </Box>
  );
}
