import { Alert, Anchor, Button, Center, Group, Loader, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { definitionOf, findNode, GraphNode, heldCode } from '@perennial/domain/automation';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { Link, useParams } from 'react-router';
import { ErrorState } from '../../../ui/feedback/States';
import { showDone } from '../../../ui/feedback/toasts';
import { Instant, useZone } from '../../../ui/values/Values';
import { BusinessTime } from '../../school/clocks/BusinessTime';
import { namedSummaryOf } from '../canvas/card';
import editor from '../Editor.module.css';
import { ReleaseRun } from '../holds/ReleaseRun';
import { RouteButton } from '../RouteButton';
import { useRecordNames } from '../use-record-names';
import { Attempts } from './Attempts';
import { Causes } from './Causes';
import { EditCall } from './EditCall';
import { pathOf } from './path';
import { RerunButton } from './RerunButton';
import { RetryButton } from './RetryButton';
import { RunBadge } from './RunBadge';
import { RunCanvas } from './RunCanvas';
import { isEntering, operateRun, type RunAction, type RunCommand, type RunDetail, runKey, useRun } from './run';
import { VisitList } from './VisitList';
import { Waiting } from './Waiting';

/** The canvas with one journey on it: its path highlighted, the rest dimmed, each branch with its reason. */
export function RunPage() {
  const { id = '', runId = '' } = useParams();
  const run = useRun(runId);
  if (run.isError && !run.data) {
    return (
      <div className={editor.alone}>
        <ErrorState error={run.error} what="The journey could not be opened" onRetry={() => void run.refetch()} />
      </div>
    );
  }
  if (!run.data) {
    return (
      <Center h="100dvh" role="status" aria-label="Loading">
        <Loader size="sm" />
      </Center>
    );
  }
  return (
    <BusinessTime clockId={run.data.run.contact?.clockId ?? null}>
      <Journey automationId={id} detail={run.data} />
    </BusinessTime>
  );
}

function Journey({ automationId, detail }: { automationId: string; detail: RunDetail }) {
  const { run, graph, visits, temporalUrl } = detail;
  const earlier = useMemo(() => detail.earlierSteps.map((step) => GraphNode.parse(step)), [detail.earlierSteps]);
  const names = useRecordNames([...graph.nodes, ...earlier]);
  const zone = useZone();
  const [picked, setPicked] = useState<readonly string[]>(run.currentNodeId ? [run.currentNodeId] : []);
  const who = run.contact?.name || run.contact?.email || 'The school';
  useDocumentTitle(`${who}’s journey`);
  const marks = useMemo(
    () => ({ picked, problems: problemHere(detail), path: pathOf(graph, run, visits, zone) }),
    [picked, detail, graph, run, visits, zone],
  );
  return (
    <div className={editor.editor}>
      <header className={editor.bar}>
        <Group gap="sm" wrap="nowrap" style={{ minWidth: 0 }}>
          <Anchor component={Link} to={`/automations/${automationId}/runs`} size="sm" c="dimmed">
            Journeys
          </Anchor>
          <Title order={1} size="h3" style={{ whiteSpace: 'nowrap' }}>
            {who}’s journey
          </Title>
          <RunBadge run={run} />
        </Group>
        <Group gap="xs" wrap="nowrap">
          {run.contact && (
            <Button component={Link} to={`/contacts/${run.contact.id}`} size="xs" variant="default">
              Person
            </Button>
          )}
          {temporalUrl && (
            <Button
              component="a"
              href={temporalUrl}
              target="_blank"
              rel="noreferrer"
              size="xs"
              variant="default"
              visibleFrom="sm"
            >
              Open in Temporal
            </Button>
          )}
        </Group>
      </header>
      <div className={editor.body}>
        <div className={editor.canvas}>
          <RunCanvas graph={graph} names={names} marks={marks} onPick={setPicked} />
        </div>
        <aside className={editor.side} aria-label="What happened">
          <RunStatus detail={detail} />
          <Causes detail={detail} />
          <VisitList
            visits={visits}
            labelOf={(nodeId) => {
              const node = findNode(graph, nodeId) ?? earlier.find(({ id }) => id === nodeId);
              return node ? namedSummaryOf(node, names) : 'A step';
            }}
            portOf={(nodeId, port) => {
              const node = findNode(graph, nodeId);
              return (
                node &&
                definitionOf(node)
                  .ports(node.config)
                  .find((candidate) => candidate.id === port)?.label
              );
            }}
            selected={picked[0] ?? null}
            onSelect={(nodeId) => setPicked(nodeId ? [nodeId] : [])}
          />
        </aside>
      </div>
    </div>
  );
}

const problemHere = ({ run }: RunDetail): ReadonlyMap<string, string> =>
  new Map(
    run.state === 'parked' && run.code !== heldCode && run.currentNodeId
      ? [[run.currentNodeId, run.problem ?? 'Needs attention']]
      : [],
  );

function RunStatus({ detail }: { detail: RunDetail }) {
  const { run, newestVersion } = detail;
  const queries = useQueryClient();
  const operate = useMutation({
    mutationFn: (command: RunCommand) => operateRun(run.id, command),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: runKey(run.id) });
      await queries.invalidateQueries({ queryKey: ['automations'] });
      showDone('Done. This may take a moment to appear.');
    },
    meta: { failed: 'Something went wrong' },
  });
  const live = run.state === 'running' || run.state === 'waiting' || run.state === 'parked';
  const stuck = run.state === 'parked' && run.code !== heldCode;
  const act = (action: RunAction, label: string) => (
    <Button
      size="xs"
      variant="default"
      loading={operate.isPending && operate.variables.action === action}
      onClick={() => operate.mutate({ action })}
    >
      {label}
    </Button>
  );
  return (
    <div style={{ padding: '1rem 1.125rem 0' }}>
      {run.code === heldCode && (
        <Text size="sm" mb="sm">
          The automation is paused. This journey continues when it is resumed.
        </Text>
      )}
      {stuck && (
        <Alert color="yellow" variant="light" title="Needs attention" mb="sm">
          <Text size="sm">{run.problem}</Text>
          <Attempts detail={detail} />
        </Alert>
      )}
      {live && (run.waitingFor || run.waitUntil) && (
        <Text size="sm" mb="sm">
          <Waiting run={run} />
        </Text>
      )}
      {live && (
        <Group gap="xs" mb="md">
          {stuck && (
            <RetryButton
              size="xs"
              label={isEntering(run.code) ? 'Allow entry' : 'Retry the step'}
              newest={newestVersion}
              loading={operate.isPending && operate.variables.action === 'retry'}
              onRetry={(version) => operate.mutate({ action: 'retry', version })}
            />
          )}
          {stuck && <EditCall detail={detail} />}
          {stuck && !isEntering(run.code) && act('skip', 'Skip the step')}
          {stuck && !isEntering(run.code) && (
            <RouteButton
              size="xs"
              same={{ automationId: run.automationId, nodeId: run.currentNodeId ?? '', code: run.code ?? 'misconfigured' }}
              test={run.contact?.clockId != null}
              chosen={[run.id]}
              whose={run.contact?.name || 'this journey'}
              onRouted={() => showDone('Done. This may take a moment to appear.')}
            />
          )}
          <ReleaseRun run={run} />
          {act('stop', 'Stop the journey')}
        </Group>
      )}
      {run.finishedAt && (
        <Group mb="md">
          <RerunButton detail={detail} />
        </Group>
      )}
      {detail.rerunOf && (
        <Text size="xs" c="dimmed" mb="sm">
          Repeats{' '}
          <Anchor component={Link} to={`/automations/${run.automationId}/runs/${detail.rerunOf}`} inherit>
            an earlier journey
          </Anchor>{' '}
          from a step.
        </Text>
      )}
      <Text size="xs" c="dimmed" mb="sm">
        Entered <Instant at={run.startedAt} /> on version {detail.moves[0]?.fromVersion ?? run.version}
        {run.finishedAt && (
          <>
            ; ended <Instant at={run.finishedAt} />
          </>
        )}
      </Text>
      {detail.moves.map(({ at, requestedBy, fromVersion, toVersion }) => (
        <Text key={at} size="xs" c="dimmed" mb="sm">
          {requestedBy} moved this journey from version {fromVersion} to version {toVersion}: <Instant at={at} />
        </Text>
      ))}
    </div>
  );
}
