import { ActionIcon, Alert, Badge, Group, Loader, Select, Stack, Text, TextInput, Title, UnstyledButton } from '@mantine/core';
import { useDebouncedValue, useDisclosure } from '@mantine/hooks';
import { findNode, nobodySpecial, type SamplePerson, type Scenario } from '@perennial/domain/automation';
import { IconChevronDown, IconX } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { messageOf } from '../../../ui/api/failure';
import { useZone } from '../../../ui/values/Values';
import { useNamesOf } from '../../conditions/use-names';
import { fromField, toField } from '../../school/clocks/clock-time';
import { namedSummaryOf } from '../canvas/card';
import { useEditor, useEditorSession } from '../canvas/editor-context';
import classes from '../panel/Panel.module.css';
import { readComparisons, referencesIn } from '../runs/evidence';
import { missInWords } from '../runs/why-not';
import { Scenarios } from '../scenarios/Scenarios';
import { questionOf } from '../scenarios/scenario';
import { useRecordNames } from '../use-record-names';
import { LaterEvents } from './LaterEvents';
import { PreviewSteps } from './PreviewSteps';
import {
  endings,
  type LaterEvent,
  playPreview,
  type Sample,
  type Simulation,
  sampleOf,
  startingEvents,
  versionOf,
} from './preview';
import { SampleFields } from './SampleFields';
import { SamplePersonFields } from './SamplePersonFields';

/** Simulates the draft for a sample person: the time and the result of each step. Lists its scenarios, and saves new ones. */
export function PreviewPanel() {
  const { automationId: id } = useEditorSession();
  const graph = useEditor((state) => state.graph);
  const selected = useEditor((state) => state.selected);
  const select = useEditor((state) => state.select);
  const setPlayed = useEditor((state) => state.setPlayed);
  const setPreviewing = useEditor((state) => state.setPreviewing);
  const zone = useZone();
  const names = useRecordNames(graph.nodes);
  const events = startingEvents(graph);
  const [chosen, setChosen] = useState<string | null>(null);
  const eventType = chosen ?? events[0]?.value ?? '';
  const [start, setStart] = useState(() => toField(new Date().toISOString(), zone));
  const [changed, setChanged] = useState<Sample | null>(null);
  const [person, setPerson] = useState<SamplePerson>(nobodySpecial);
  const [later, setLater] = useState<readonly LaterEvent[]>([]);
  const [branches, setWays] = useState<Readonly<Record<string, string>>>({});
  const [scenario, setScenario] = useState<Scenario | null>(null);
  const startAt = fromField(start, zone);
  const data = useMemo(() => changed ?? sampleOf(eventType), [changed, eventType]);
  const question = useMemo(
    () => ({ eventType, startAt: startAt ?? '', data, person, branches, later }),
    [eventType, startAt, data, person, branches, later],
  );
  const show = (opened: Scenario) => {
    const its = questionOf(opened);
    setScenario(opened);
    setChosen(its.eventType);
    setStart(toField(its.startAt, zone));
    setChanged(its.data);
    setPerson(its.person);
    setLater(its.later);
    setWays(its.branches);
  };
  const [drawing] = useDebouncedValue(graph, 300);
  const [asked] = useDebouncedValue(question, 300);
  const preview = useQuery({
    queryKey: ['automation-preview', id, versionOf(drawing), asked],
    queryFn: () => playPreview(id, drawing, asked),
    enabled: asked.eventType !== '' && asked.startAt !== '',
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    retry: false,
  });
  const played = preview.isError ? null : (preview.data ?? null);
  useEffect(() => setPlayed(played), [played, setPlayed]);
  useEffect(() => () => setPlayed(null), [setPlayed]);
  return (
    <section className={classes.panel} aria-label="Preview">
      <Group justify="space-between" wrap="nowrap" mb={4}>
        <Group gap="xs">
          <Title order={2} size="h3">
            Preview
          </Title>
          {preview.isFetching && <Loader size={14} aria-label="Simulating" />}
        </Group>
        <ActionIcon variant="subtle" color="gray" aria-label="Close the preview" onClick={() => setPreviewing(false)}>
          <IconX size={16} />
        </ActionIcon>
      </Group>
      <Text size="sm" c="dimmed" mb="md">
        Simulated for a sample person. Nothing is sent or stored.
      </Text>
      <Scenarios
        graph={graph}
        question={question}
        ready={played !== null && !preview.isPlaceholderData}
        shown={scenario}
        onShow={show}
      />
      <Stack gap="sm">
        {events.length > 1 && (
          <Select
            label="Starts with"
            data={events}
            value={eventType}
            onChange={(value) => {
              setChosen(value);
              setChanged(null);
            }}
          />
        )}
        <TextInput
          type="datetime-local"
          label="Starts at"
          description={`In the school’s time zone, ${zone.replaceAll('_', ' ')}.`}
          value={start}
          error={startAt ? undefined : 'Choose a date and a time.'}
          onChange={(event) => setStart(event.currentTarget.value)}
        />
        <Folded title="Event data">
          <SampleFields eventType={eventType} data={data} onChange={setChanged} />
        </Folded>
        <Folded title="Sample person">
          <SamplePersonFields person={person} onChange={setPerson} />
        </Folded>
        <LaterEvents events={later} onChange={setLater} />
        {preview.isError && (
          <Alert color="yellow" variant="light" role="alert">
            {messageOf(preview.error)}
          </Alert>
        )}
        {played && !played.entered && <NotEntered simulation={played} eventType={eventType} />}
      </Stack>
      {played && (
        <>
          <PreviewSteps
            graph={graph}
            steps={played.steps}
            labelOf={(nodeId) => {
              const node = findNode(graph, nodeId);
              return node ? namedSummaryOf(node, names) : 'A step';
            }}
            branches={branches}
            onWay={(nodeId, port) => setWays(({ [nodeId]: _, ...others }) => (port ? { ...others, [nodeId]: port } : others))}
            selected={selected}
            onSelect={select}
          />
          <Badge variant="default" tt="none" fw={500} mt="xs">
            {endings[played.ending]}
          </Badge>
        </>
      )}
    </section>
  );
}

/** Fields that are shown when asked for. Their content is mounted only then. */
function Folded({ title, children }: { title: string; children: ReactNode }) {
  const [open, { toggle }] = useDisclosure();
  return (
    <div>
      <UnstyledButton onClick={toggle} aria-expanded={open} className={classes.fine}>
        <Text size="sm" fw={500}>
          {title}
        </Text>
        <IconChevronDown size={14} aria-hidden style={{ transform: open ? 'rotate(180deg)' : undefined }} />
      </UnstyledButton>
      {open && children}
    </div>
  );
}

function NotEntered({ simulation, eventType }: { simulation: Simulation; eventType: string }) {
  const zone = useZone();
  const missed = readComparisons(simulation.entryEvidence).filter(({ matched }) => !matched);
  const names = useNamesOf(referencesIn(missed));
  return (
    <Alert color="yellow" variant="light" title="This person would not enter the automation">
      {missed.map((value) => (
        <Text key={`${value.field}${value.operator}`} size="sm">
          {missInWords(value, eventType, zone, names)}
        </Text>
      ))}
      <Text size="sm">The preview shows what would happen if they did.</Text>
    </Alert>
  );
}
