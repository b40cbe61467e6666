import { Anchor, Button, Group, Text, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import { showUndo } from '../../ui/feedback/toasts';
import { automationsKey, type Overlap, pauseAutomation, resumeAutomation } from './automation';
import classes from './panel/Panel.module.css';

/** Other automations that email the same people about the same thing, each with a switch. */
export function Overlaps({ overlaps }: { overlaps: readonly Overlap[] }) {
  if (overlaps.length === 0) return null;
  return (
    <section aria-label="Overlapping emails">
      <Title order={2} size="h3" mt="lg" mb={6}>
        {overlaps.length === 1 ? '1 overlapping email' : `${overlaps.length} overlapping emails`}
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        People would get two emails about the same thing at the same time.
      </Text>
      {overlaps.map((overlap) => (
        <OverlapRow key={overlap.automationId} overlap={overlap} />
      ))}
    </section>
  );
}

function OverlapRow({ overlap: { automationId, name, builtIn } }: { overlap: Overlap }) {
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries({ queryKey: automationsKey });
  const back = async () => {
    await resumeAutomation(automationId);
    await refresh();
  };
  const off = useMutation({
    mutationFn: () => pauseAutomation(automationId),
    onSuccess: async () => {
      await refresh();
      showUndo(`“${name}” is off. No one gets it until you switch it on again.`, back);
    },
    meta: { failed: 'It was not switched off' },
  });
  return (
    <Group justify="space-between" wrap="nowrap" mb={6} className={classes.overlap}>
      <Text size="sm">
        {builtIn ? 'The built-in email ' : 'The automation '}
        <Anchor component={Link} to={`/automations/${automationId}`} inherit>
          {name}
        </Anchor>
      </Text>
      <Button
        size="compact-sm"
        variant="default"
        aria-label={`Switch off ${name}`}
        loading={off.isPending}
        onClick={() => off.mutate()}
      >
        Switch off
      </Button>
    </Group>
  );
}
