import { Anchor, Center, Group, Loader, SegmentedControl, Text, Title, UnstyledButton } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import type { Graph } from '@perennial/domain/automation';
import { IconUsers } from '@tabler/icons-react';
import { type ComponentProps, useMemo, useState } from 'react';
import { Link, useParams } from 'react-router';
import { EmptyState, ErrorState } from '../../../ui/feedback/States';
import { Instant, useZone } from '../../../ui/values/Values';
import { useNamesOf } from '../../conditions/use-names';
import { type Automation, useAutomation } from '../automation';
import editor from '../Editor.module.css';
import { previewPath } from '../preview/preview';
import { RunCanvas } from '../runs/RunCanvas';
import { useRecordNames } from '../use-record-names';
import versions from '../versions/Versions.module.css';
import { useVersionGraphs } from '../versions/version';
import { differencesOf, type PastJourney, summaryOf, useHistory } from './history';

/** The newest journeys of an automation, as they were and as they would be with the draft. */
export function HistoryPage() {
  const { id = '' } = useParams();
  const automation = useAutomation(id);
  const history = useHistory(id);
  const failed = [automation, history].find(({ isError, data }) => isError && !data);
  useDocumentTitle('Past journeys with the draft');
  if (failed)
    return (
      <div className={editor.alone}>
        <ErrorState
          error={failed.error}
          what="The journeys could not be compared"
          onRetry={() => void Promise.all([automation.refetch(), history.refetch()])}
        />
      </div>
    );
  if (!automation.data || !history.data)
    return (
      <Center h="100dvh" role="status" aria-label="Comparing the newest journeys">
        <Loader size="sm" />
      </Center>
    );
  return (
    <div className={editor.editor}>
      <header className={editor.bar}>
        <Group gap="sm" wrap="nowrap" style={{ minWidth: 0 }}>
          <Anchor component={Link} to={`/automations/${id}`} size="sm" c="dimmed" truncate maw={240}>
            {automation.data.name}
          </Anchor>
          <Title order={1} size="h3" style={{ whiteSpace: 'nowrap' }}>
            Past journeys with the draft
          </Title>
        </Group>
      </header>
      {history.data.compared === 0 ? (
        <EmptyState icon={<IconUsers size={22} />} title="No one has entered yet">
          As soon as people have entered the published version, their journeys can be compared with the draft.
        </EmptyState>
      ) : (
        <Comparison automation={automation.data} history={history.data} />
      )}
    </div>
  );
}

type History = NonNullable<ReturnType<typeof useHistory>['data']>;

function Comparison({ automation, history }: { automation: Automation; history: History }) {
  const { draft, differing, uncertain, stopped } = history;
  const [chosen, setChosen] = useState(differing[0]?.runId ?? null);
  const journey = differing.find(({ runId }) => runId === chosen) ?? null;
  const numbers = useMemo(() => [...new Set(differing.map(({ version }) => version))], [differing]);
  const graphs = useVersionGraphs(automation.id, numbers);
  const names = useNamesOf(
    differing.flatMap(({ emailsLost, emailsGained }) =>
      [...emailsLost, ...emailsGained].map((id) => ({ kind: 'template' as const, id })),
    ),
  );
  return (
    <div className={editor.body}>
      <div className={editor.canvas}>
        <JourneyCanvas draft={draft} ran={journey && (graphs.get(journey.version) ?? null)} journey={journey} />
      </div>
      <aside className={versions.side} aria-label="Differences">
        <section className={versions.section} aria-label="Summary">
          {summaryOf(history).map((line, index) => (
            <Text key={line} size="sm" fw={index === 0 ? 500 : undefined} mt={index === 0 ? 0 : 2}>
              {line}
            </Text>
          ))}
          {uncertain > 0 && (
            <Text size="sm" mt={4}>
              {uncertain === 1 ? '1 comparison is' : `${uncertain} comparisons are`} uncertain.
            </Text>
          )}
          {stopped && (
            <Text size="sm" mt={4}>
              The automation is large, so only the newest {history.compared} journeys were compared.
            </Text>
          )}
          <Text size="xs" c="dimmed" mt="sm">
            Compared by what is stored: the event that began each journey, the values that its steps saw, and what happened to the
            person afterwards. A value that was not recorded is today’s value, and the person is marked as uncertain. People who
            did not enter are not included, and how often someone can enter is not checked. Nothing is sent or changed.
          </Text>
        </section>
        <ul className={versions.people} aria-label="People for whom something would differ">
          {differing.map((one) => {
            const ran = graphs.get(one.version);
            return (
              <li key={one.runId} style={{ padding: 0 }}>
                <UnstyledButton
                  className={versions.version}
                  data-selected={one.runId === chosen || undefined}
                  aria-pressed={one.runId === chosen}
                  onClick={() => setChosen(one.runId)}
                >
                  <Text size="sm" fw={500}>
                    {one.contact?.name || one.contact?.email || 'The school'}
                  </Text>
                  <Text size="xs" c="dimmed">
                    Entered <Instant at={one.startedAt} /> on version {one.version}
                  </Text>
                  {ran &&
                    differencesOf(one, ran, draft, names).map((line) => (
                      <Text key={line} size="sm">
                        {line}
                      </Text>
                    ))}
                  {one.uncertain.map((line) => (
                    <Text key={line} size="xs" c="var(--mantine-color-yellow-light-color)">
                      Uncertain: {line}
                    </Text>
                  ))}
                </UnstyledButton>
              </li>
            );
          })}
        </ul>
      </aside>
    </div>
  );
}

type Side = 'before' | 'after';
const nothing: readonly string[] = [];

/** The path of one person on the version that they followed, or on the draft. */
function JourneyCanvas({ draft, ran, journey }: { draft: Graph; ran: Graph | null; journey: PastJourney | null }) {
  const zone = useZone();
  const [side, setSide] = useState<Side>('after');
  const [picked, setPicked] = useState<readonly string[]>(nothing);
  const graph = side === 'before' && ran ? ran : draft;
  const names = useRecordNames(graph.nodes);
  const marks = useMemo(() => {
    const steps = side === 'before' ? journey?.before : journey?.after;
    return { picked, ...(steps && { path: previewPath(graph, steps, zone) }) };
  }, [picked, graph, journey, side, zone]);
  const onPick: ComponentProps<typeof RunCanvas>['onPick'] = setPicked;
  return (
    <>
      {journey && ran && (
        <SegmentedControl
          className={versions.switch ?? ''}
          aria-label="Path on the canvas"
          size="xs"
          value={side}
          onChange={(value) => setSide(value === 'before' ? 'before' : 'after')}
          data={[
            { value: 'before', label: `As it was, version ${journey.version}` },
            { value: 'after', label: 'With the draft' },
          ]}
        />
      )}
      <RunCanvas key={graph === draft ? 'draft' : journey?.version} graph={graph} names={names} marks={marks} onPick={onPick} />
    </>
  );
}
