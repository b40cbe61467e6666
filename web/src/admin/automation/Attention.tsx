import { Anchor, Button, Checkbox, Group, Loader, Modal, Stack, Text } from '@mantine/core';
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
import { AttentionCommands } from './AttentionCommands';
import { type AttentionGroup, type Operated, useAttention } from './attention';
import { automationsKey } from './automation';
import { MembershipProblems, useMembershipProblems } from './MembershipProblems';
import { RouteButton } from './RouteButton';
import { RetryButton } from './runs/RetryButton';
import { isEntering, operateRun, type RunAction, type RunCommand } from './runs/run';
import { MoveProgress } from './versions/MoveProgress';

const done: Readonly<Record<RunAction, string>> = {
  retry: 'is being retried',
  skip: 'continues without the step',
  stop: 'was stopped',
};

/** A command to several journeys that is being carried out. */
interface Command {
  readonly automationId: string;
  readonly moveId: string;
}

/** Journeys that need attention, grouped by error, so that one fix and one retry cover all of them. */
export function Attention({ othersAbove }: { othersAbove: boolean }) {
  // Outside the list, because a group leaves it once its journeys continue.
  const [command, setCommand] = useState<Command | null>(null);
  const close = () => setCommand(null);
  return (
    <>
      <Groups othersAbove={othersAbove} onCommand={setCommand} />
      <Modal opened={command !== null} onClose={close} title="Progress">
        {command && <MoveProgress automationId={command.automationId} moveId={command.moveId} onClose={close} />}
      </Modal>
    </>
  );
}

interface GroupsProps {
  readonly othersAbove: boolean;
  readonly onCommand: (command: Command) => void;
}

function Groups({ othersAbove, onCommand }: GroupsProps) {
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
        <Stuck key={`${group.automationId}:${group.nodeId}:${group.code}`} group={group} test={test} onCommand={onCommand} />
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

interface StuckProps {
  readonly group: AttentionGroup;
  readonly test: boolean;
  readonly onCommand: (command: Command) => void;
}

function Stuck({ group, test, onCommand }: StuckProps) {
  const { automationId, automationName, nodeId, step, problem, count, since, runs } = group;
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries({ queryKey: automationsKey });
  const entering = isEntering(group.code);
  const done = (operated: Operated) => {
    setChosen([]);
    // One journey is soon done, and the list shows what became of it.
    if (operated.count > 1) onCommand({ automationId, moveId: operated.moveId });
    else showDone('Done. This may take a moment to appear.');
  };
  // Someone who is chosen may have continued.
  const here = chosen.filter((id) => runs.some((run) => run.id === id));
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
      {count > 1 && <AttentionCommands group={group} test={test} chosen={here} onDone={done} />}
      <ul className={classes.people}>
        {runs.map((run) => (
          <Person
            key={run.id}
            {...{ group, run, entering, test }}
            onRouted={done}
            chosen={count > 1 ? here.includes(run.id) : null}
            onChoose={(on) => setChosen(on ? [...here, run.id] : here.filter((id) => id !== run.id))}
            onDone={refresh}
          />
        ))}
      </ul>
      {count > runs.length && (
        <Anchor component={Link} to={`/automations/${automationId}/runs?${rest}`} size="sm" className={classes.rest}>
          All {many}
        </Anchor>
      )}
    </Panel>
  );
}

interface PersonProps {
  readonly group: AttentionGroup;
  readonly run: AttentionGroup['runs'][number];
  readonly entering: boolean;
  readonly test: boolean;
  readonly onRouted: (operated: Operated) => void;
  /** Whether commands for several are for this one, too; null where there is only one. */
  readonly chosen: boolean | null;
  readonly onChoose: (chosen: boolean) => void;
  readonly onDone: () => Promise<void>;
}

function Person({ group, run, entering, test, chosen, onChoose, onRouted, onDone }: PersonProps) {
  const { automationId, newestVersion } = group;
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
      {chosen !== null && (
        <Checkbox
          size="xs"
          checked={chosen}
          aria-label={`Choose ${name}`}
          onChange={(event) => onChoose(event.currentTarget.checked)}
        />
      )}
      <div className={classes.who}>
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
        {!entering && (
          <RouteButton size="compact-sm" same={group} test={test} chosen={[run.id]} whose={name} onRouted={onRouted} />
        )}
        {act('stop', 'Stop')}
      </Group>
    </li>
  );
}
