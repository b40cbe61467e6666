import { Anchor, Button, Group, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import { showDone, showFailure } from '../../ui/feedback/toasts';
import { Panel } from '../../ui/shell/Panel';
import { Instant } from '../../ui/values/Values';
import classes from './Attention.module.css';
import { automationsKey } from './automation';
import { restartStuckWorkflow, type StuckWorkflow, useStuckWorkflows } from './stuckWorkflows';

/** Work that Temporal keeps retrying without success. Nothing is shown while there is none. */
export function StuckWorkflows() {
  const stuck = useStuckWorkflows().data ?? [];
  if (stuck.length === 0) return null;
  return (
    <Panel
      title="Work that stopped"
      help="An error in the software keeps this work from going on. Nothing is lost. A restart continues from the last completed step; steps that were completed are not repeated."
      flush
    >
      <ul className={classes.people}>
        {stuck.map((one) => (
          <Stopped key={one.id} stuck={one} />
        ))}
      </ul>
    </Panel>
  );
}

function Stopped({ stuck: { id, title, contact, since, temporalUrl, restarting } }: { stuck: StuckWorkflow }) {
  const queries = useQueryClient();
  const restart = useMutation({
    mutationFn: () => restartStuckWorkflow(id),
    onSuccess: async () => {
      showDone('The restart has begun.');
      await queries.invalidateQueries({ queryKey: automationsKey });
    },
    onError: (error) => showFailure(error, 'The restart was not accepted'),
  });
  const name = contact?.name || contact?.email;
  return (
    <li className={classes.person}>
      <div>
        <Text size="sm" fw={500}>
          {title}
        </Text>
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
          aria-label={`Restart from the last completed step: ${name ?? title}`}
          loading={restart.isPending || restarting}
          onClick={() => restart.mutate()}
        >
          Restart from the last completed step
        </Button>
      </Group>
    </li>
  );
}
