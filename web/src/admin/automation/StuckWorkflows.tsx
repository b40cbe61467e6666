import { Anchor, Button, Group, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import { showDone, showFailure } from '../../ui/feedback/toasts';
import { NotAll } from '../../ui/list/NotAll';
import { Panel } from '../../ui/shell/Panel';
import { Instant } from '../../ui/values/Values';
import classes from './Attention.module.css';
import { automationsKey } from './automation';
import { restartStuckWorkflow, type StuckWorkflow, useStuckWorkflows } from './stuck-workflows';

/** Stuck work, and failed work that is being retried. Renders nothing if there is none. */
export function StuckWorkflows() {
  const all = useStuckWorkflows().data ?? [];
  const stopped = all.filter(({ problem }) => problem === null);
  const retried = all.filter(({ problem }) => problem !== null);
  return (
    <>
      {stopped.length > 0 && (
        <Work
          title="Work that stopped"
          help="A software error is blocking this work. Nothing is lost. A restart continues from the last completed step and does not repeat completed steps."
          stuck={stopped}
        />
      )}
      {retried.length > 0 && (
        <Work
          title="Failed work being retried"
          help="Nothing is lost. Each item is retried every hour. Once you have fixed the cause, you can retry it immediately."
          stuck={retried}
        />
      )}
      <NotAll shown={all.length} most={200}>
        They are the newest. The others appear once these continue.
      </NotAll>
    </>
  );
}

function Work({ title, help, stuck }: { title: string; help: string; stuck: readonly StuckWorkflow[] }) {
  return (
    <Panel title={title} help={help} flush>
      <ul className={classes.people}>
        {stuck.map((one) => (
          <Stopped key={one.id} stuck={one} />
        ))}
      </ul>
    </Panel>
  );
}

function Stopped({ stuck: { id, title, contact, since, problem, temporalUrl, restarting } }: { stuck: StuckWorkflow }) {
  const queries = useQueryClient();
  const restart = useMutation({
    mutationFn: () => restartStuckWorkflow(id),
    onSuccess: async () => {
      showDone(problem === null ? 'The restart has started.' : 'The retry has started.');
      await queries.invalidateQueries({ queryKey: automationsKey });
    },
    onError: (error) => showFailure(error, problem === null ? 'The restart failed' : 'The retry failed'),
  });
  const name = contact?.name || contact?.email;
  const action = problem === null ? 'Restart from the last completed step' : 'Retry now';
  return (
    <li className={classes.person}>
      <div>
        <Text size="sm" fw={500}>
          {title}
        </Text>
        {problem !== null && <Text size="sm">{problem}</Text>}
        <Text size="xs" c="dimmed">
          {contact && (
            <>
              <Anchor component={Link} to={`/contacts/${contact.id}`} inherit>
                {name}
              </Anchor>
              {', '}
            </>
          )}
          since <Instant at={since} short />
        </Text>
      </div>
      <Group gap={6}>
        <Button size="compact-sm" variant="subtle" component="a" href={temporalUrl} target="_blank" rel="noreferrer">
          Open in Temporal
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          aria-label={`${action}: ${name ?? title}`}
          loading={restart.isPending || restarting}
          onClick={() => restart.mutate()}
        >
          {action}
        </Button>
      </Group>
    </li>
  );
}
