import { Alert, Code, Select, Stack, Text, UnstyledButton } from '@mantine/core';
import { useDebouncedValue, useDisclosure } from '@mantine/hooks';
import { type GraphNode, type NodeKind, nobodySpecial } from '@perennial/domain/automation';
import { IconChevronDown } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { messageOf } from '../../../ui/api/failure';
import { formatInstant } from '../../../ui/values/instant';
import { useZone } from '../../../ui/values/Values';
import { useEditor } from '../canvas/editor-context';
import { type Sample, sampleOf, startingEvents } from '../preview/preview';
import { SampleFields } from '../preview/SampleFields';
import { SamplePersonFields } from '../preview/SamplePersonFields';
import { readComparisons } from '../runs/evidence';
import { Seen } from '../runs/Seen';
import classes from './Panel.module.css';
import { type StepPreview, tryStep } from './try-step';

/** Kinds whose result depends on the person, the event or the time. Emails have a preview of their own. */
const tried: readonly NodeKind[] = ['ifElse', 'branch', 'split', 'waitDuration', 'waitUntil', 'callUrl'];

/** Tries the step with sample data: the branch, the time of a wait, or the request of a call. */
export function TryStep({ step }: { step: GraphNode }) {
  const [open, { toggle }] = useDisclosure();
  if (!tried.includes(step.kind)) return null;
  return (
    <div style={{ marginTop: '1rem' }}>
      <UnstyledButton onClick={toggle} aria-expanded={open} className={classes.fine}>
        <Text size="sm" fw={500}>
          Try this step
        </Text>
        <IconChevronDown size={14} aria-hidden style={{ transform: open ? 'rotate(180deg)' : undefined }} />
      </UnstyledButton>
      {open && <Trial step={step} />}
    </div>
  );
}

function Trial({ step }: { step: GraphNode }) {
  const graph = useEditor((state) => state.graph);
  const events = startingEvents(graph);
  const [chosen, setChosen] = useState<string | null>(null);
  const eventType = events.some(({ value }) => value === chosen) ? (chosen ?? '') : (events[0]?.value ?? '');
  const [changed, setChanged] = useState<Sample | null>(null);
  const [person, setPerson] = useState(nobodySpecial);
  const data = useMemo(() => changed ?? sampleOf(eventType), [changed, eventType]);
  const question = useMemo(() => ({ step, eventType, data, person }), [step, eventType, data, person]);
  const [asked] = useDebouncedValue(question, 300);
  const result = useQuery({
    queryKey: ['step-preview', asked],
    queryFn: () => tryStep(asked),
    enabled: asked.eventType !== '',
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 60_000,
  });
  if (eventType === '')
    return (
      <Text size="sm" c="dimmed" mt="xs">
        Choose the event of the trigger first.
      </Text>
    );
  return (
    <Stack gap="xs" mt="xs">
      <Text size="xs" c="dimmed">
        With sample data. Nothing is sent or stored.
      </Text>
      {result.isError ? (
        <Alert color="yellow" variant="light" role="alert">
          {messageOf(result.error)}
        </Alert>
      ) : (
        result.data && <Result preview={result.data} />
      )}
      {events.length > 1 && (
        <Select
          size="xs"
          label="Starts with"
          data={events}
          value={eventType}
          onChange={(value) => {
            setChosen(value);
            setChanged(null);
          }}
        />
      )}
      <SampleFields eventType={eventType} data={data} onChange={setChanged} />
      <SamplePersonFields person={person} onChange={setPerson} />
    </Stack>
  );
}

function Result({ preview: { text, branch, values, until, request } }: { preview: StepPreview }) {
  const zone = useZone();
  return (
    <section className={classes.mail} aria-label="Result">
      {branch !== null && (
        <Text size="sm" fw={500}>
          Continues with “{branch}”
        </Text>
      )}
      <Text size="sm">{text}</Text>
      {until !== null && <Text size="sm">Continues {formatInstant(until, zone)}</Text>}
      {readComparisons(values).map((value, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: several branches may compare one field; the list never changes
        <Text key={place} size="xs" c="dimmed">
          {value.label}: <Seen comparison={value} />
        </Text>
      ))}
      {request && (
        <Code block mt={6} style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {`${request.method} ${request.url}\n`}
          {request.headers.map(({ name, value }) => `${name}: ${value}\n`).join('')}
          {request.body !== null && `\n${request.body}`}
        </Code>
      )}
    </section>
  );
}
