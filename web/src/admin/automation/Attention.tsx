import { Anchor, Button, Group, Loader, Modal, Stack, Text } from '@mantine/core';
import { IconChecks } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { EmptyState, ErrorState, TextSkeleton } from '../../ui/feedback/States';
import { showDone } from '../../ui/feedback/toasts';
import { Panel } from '../../ui/shell/Panel';
import { Instant } from '../../ui/values/Values';
import { FailedCertificates, useFailedCertificates } from '../certificates/FailedCertificates';
import { BusinessTime } from '../school/clocks/BusinessTime';
import classes from './Attention.module.css';
import { type AttentionGroup, operateAll, useAttention } from './attention';
import { automationsKey } from './automation';
import { MembershipProblems, useMembershipProblems } from './MembershipProblems';
import { RetryButton } from './runs/RetryButton';
import { isEntering, operateRun, type RunAction, type RunCommand } from './runs/run';

const done: Readonly<Record<RunAction, string>> = {
  retry: 'is being retried',
  skip: 'continues without the step',
  stop: 'was stopped',
};
const allDone: Readonly<Record<RunAction, string>> = {
  retry: 'are being retried',
  skip: 'continue without the step',
  stop: 'were stopped',
};

/** Journeys that need attention, grouped by error, so that one fix and one retry cover all of them. */
export function Attention({ othersAbove }: { othersAbove: boolean }) {
  const [search] = useSearchParams();
  const test = search.has('test');
  const attention = useAttention(test);
  const problems = useMembershipProblems(test).data ?? [];
  const failed = useFailedCertificates(test);
  if (attention.isError && !attention.data)
    return (
      <ErrorState error={attention.error} what="The journeys could not be loaded" onRetry={() => void attention.refetch()} />
    );
  if (!attention.data) return <TextSkeleton lines={6} />;
  const { groups, total, retrying, test: onClocks } = attention.data;
  const certificates = failed.data?.certificates ?? [];
  const elsewhere = test ? total + (failed.data?.total ?? 0) : onClocks + (failed.data?.test ?? 0);
  const others = <Others test={test} count={elsewhere} />;
  const nobody = groups.length + problems.length + certificates.length + retrying === 0;
  if (nobody && othersAbove) return others;
  if (nobody)
    return (
      <EmptyState icon={<IconChecks size={22} />} title="No journeys need attention" action={others}>
        When a step fails for someone, their journey waits here until you retry the step, skip it or stop the journey.
      </EmptyState>
    );
  return (
    <Stack>
      {retrying > 0 && <Retrying count={retrying} />}
      <MembershipProblems problems={problems} />
      {certificates.length > 0 && <FailedCertificates certificates={certificates} />}
      {groups.map((group) => (
        <Stuck key={`${group.automationId}:${group.nodeId}:${group.code}`} group={group} test={test} />
      ))}
      {others}
    </Stack>
  );
}

/** Failed steps that are being retried. Their journeys are not done: they come back if the step fails again. */
function Retrying({ count }: { count: number }) {
  return (
    <Group gap="xs" role="status">
      <Loader size="xs" aria-hidden />
      <Text size="sm">
        {count === 1 ? '1 journey is being retried.' : `${count.toLocaleString('en')} journeys are being retried.`}
      </Text>
    </Group>
  );
}

/** Links to the journeys of people on test clocks, which are listed separately because they are not real. */
function Others({ test, count }: { test: boolean; count: number }) {
  if (test)
    return (
      <Anchor component={Link} to="/automations?attention=1" size="sm">
        Show people who are not on a test clock
      </Anchor>
    );
  if (count === 0) return null;
  return (
    <Anchor component={Link} to="/automations?attention=1&test=1" size="sm">
      {count === 1 ? '1 more for a person on a test clock' : `${count.toLocaleString('en')} more for people on test clocks`}
    </Anchor>
  );
}

function Stuck({ group, test }: { group: AttentionGroup; test: boolean }) {
  const { automationId, automationName, nodeId, step, problem, count, since, runs, newestVersion } = group;
  const [asking, setAsking] = useState<'skip' | 'stop' | null>(null);
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries({ queryKey: automationsKey });
  const all = useMutation({
    mutationFn: (command: RunCommand) => operateAll(group, test, command),
    onSuccess: async ({ count: operated }, { action }) => {
      setAsking(null);
      showDone(operated === 1 ? `1 journey ${done[action]}.` : `${operated} journeys ${allDone[action]}.`);
      await refresh();
    },
    meta: { failed: 'Something went wrong' },
  });
  const entering = isEntering(group.code);
  const rest = new URLSearchParams({ state: 'parked', step: nodeId });
  const many = count === 1 ? '1 journey' : `${count.toLocaleString('en')} journeys`;
  return (
    <Panel
      title={problem}
      help={
        <>
          {many} at “{step}” in{' '}
          <Anchor component={Link} to={`/automations/${automationId}?${new URLSearchParams({ step: nodeId })}`} inherit>
            {automationName}
          </Anchor>
          {count === 1 ? ', since ' : ', the first one '}
          <BusinessTime clockId={runs[0]?.contact?.clockId ?? null}>
            <Instant at={since} short={count > 1} />
          </BusinessTime>
        </>
      }
      flush
    >
      {count > 1 && (
        <Group gap="xs" className={classes.all}>
          <RetryButton
            size="xs"
            label={entering ? 'Allow all to enter' : 'Retry all'}
            newest={newestVersion}
            loading={all.isPending && all.variables.action === 'retry'}
            onRetry={(version) => all.mutate({ action: 'retry', version })}
          />
          {!entering && (
            <Button size="xs" variant="default" onClick={() => setAsking('skip')}>
              Skip the step for all
            </Button>
          )}
          <Button size="xs" variant="default" onClick={() => setAsking('stop')}>
            Stop all
          </Button>
        </Group>
      )}
      <ul className={classes.people}>
        {runs.map((run) => (
          <Person key={run.id} group={group} run={run} entering={entering} onDone={refresh} />
        ))}
      </ul>
      {count > runs.length && (
        <Anchor component={Link} to={`/automations/${automationId}/runs?${rest}`} size="sm" className={classes.rest}>
          All {many}
        </Anchor>
      )}
      <Modal
        opened={asking !== null}
        onClose={() => setAsking(null)}
        title={asking === 'stop' ? `Stop ${many}?` : `Skip “${step}” for ${many}?`}
      >
        <Text size="sm">
          {asking === 'stop'
            ? 'They exit the automation at this step. This cannot be undone.'
            : 'They continue without this step. This cannot be undone.'}
        </Text>
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={() => setAsking(null)}>
            Cancel
          </Button>
          <Button color="red" loading={all.isPending} onClick={() => asking && all.mutate({ action: asking })}>
            {asking === 'stop' ? `Stop ${many}` : 'Skip the step'}
          </Button>
        </Group>
      </Modal>
    </Panel>
  );
}

interface PersonProps {
  readonly group: AttentionGroup;
  readonly run: AttentionGroup['runs'][number];
  readonly entering: boolean;
  readonly onDone: () => Promise<void>;
}

function Person({ group: { automationId, newestVersion }, run, entering, onDone }: PersonProps) {
  const name = run.contact?.name || run.contact?.email || 'The school';
  const operate = useMutation({
    mutationFn: (command: RunCommand) => operateRun(run.id, command),
    onSuccess: async (_answer, { action }) => {
      showDone(`${name}’s journey ${done[action]}.`);
      await onDone();
    },
    meta: { failed: 'Something went wrong' },
  });
  const act = (action: RunAction, label: string) => (
    <Button
      size="compact-sm"
      variant="default"
      aria-label={`${label}: ${name}`}
      loading={operate.isPending && operate.variables.action === action}
      onClick={() => operate.mutate({ action })}
    >
      {label}
    </Button>
  );
  return (
    <li className={classes.person}>
      <div>
        <Anchor component={Link} to={`/automations/${automationId}/runs/${run.id}`} size="sm" fw={500}>
          {name}
        </Anchor>
        <Text size="xs" c="dimmed">
          <BusinessTime clockId={run.contact?.clockId ?? null}>
            <Instant at={run.lastAttemptAt ?? run.since} short />
            {run.attempts > 1 && `, tried ${run.attempts} times`}
          </BusinessTime>
        </Text>
      </div>
      <Group gap={6}>
        <RetryButton
          size="compact-sm"
          variant="default"
          label={entering ? 'Allow entry' : 'Retry'}
          who={name}
          newest={newestVersion}
          loading={operate.isPending && operate.variables.action === 'retry'}
          onRetry={(version) => operate.mutate({ action: 'retry', version })}
        />
        {!entering && act('skip', 'Skip')}
        {act('stop', 'Stop')}
      </Group>
    </li>
  );
}
