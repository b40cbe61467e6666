import { Alert, Button, Group, Modal, Text, Tooltip } from '@mantine/core';
import { canMoveTo, type GraphNode, titleOf } from '@perennial/domain/automation';
import { IconHandStop } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Confirm } from '../../../ui/feedback/Confirm';
import { showUndo } from '../../../ui/feedback/toasts';
import { Instant } from '../../../ui/values/Values';
import { type Automation, automationKey, useStepCounts } from '../automation';
import { usePublishedGraph } from '../publish/use-published';
import { MoveProgress } from '../versions/MoveProgress';
import { HeldPeople } from './HeldPeople';
import { endHold, type HeldStep, holdStep, waitInWords } from './holds';

interface StepHoldProps {
  readonly automation: Automation;
  readonly step: GraphNode;
}

/** Holds everyone who reaches a published step, and releases them. */
export function StepHold({ automation, step }: StepHoldProps) {
  const published = usePublishedGraph(automation);
  const hold = automation.holds.find(({ nodeId }) => nodeId === step.id);
  // Shown here, because the hold is gone before its people are.
  const [releasing, setReleasing] = useState<string | null>(null);
  return (
    <>
      {hold ? (
        <Held automation={automation} step={step} hold={hold} onReleasing={setReleasing} />
      ) : (
        published &&
        canMoveTo(published, step.id) &&
        automation.state !== 'archived' && <Hold automation={automation} step={step} />
      )}
      <Modal opened={releasing !== null} onClose={() => setReleasing(null)} title="Releasing people">
        {releasing && <MoveProgress automationId={automation.id} moveId={releasing} onClose={() => setReleasing(null)} />}
      </Modal>
    </>
  );
}

function Hold({ automation: { id }, step }: StepHoldProps) {
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries({ queryKey: automationKey(id) });
  const hold = useMutation({
    mutationFn: () => holdStep(id, step.id),
    onSuccess: async () => {
      await refresh();
      showUndo(`Everyone who reaches “${titleOf(step)}” now waits before it.`, async () => {
        await endHold(id, step.id);
        await refresh();
      });
    },
    meta: { failed: 'The step is not held' },
  });
  return (
    <Group mt="lg">
      <Tooltip label="Everyone who reaches this step waits before it until you release them">
        <Button
          size="xs"
          variant="default"
          leftSection={<IconHandStop size={13} />}
          loading={hold.isPending}
          onClick={() => hold.mutate()}
        >
          Hold people here
        </Button>
      </Tooltip>
    </Group>
  );
}

interface HeldProps extends StepHoldProps {
  readonly hold: HeldStep;
  readonly onReleasing: (moveId: string) => void;
}

function Held({ automation: { id }, step, hold, onReleasing }: HeldProps) {
  const queries = useQueryClient();
  const people = useStepCounts(id, true).data?.find(({ nodeId }) => nodeId === step.id)?.held ?? 0;
  const [open, setOpen] = useState<'people' | 'end' | null>(null);
  const end = useMutation({
    mutationFn: () => endHold(id, step.id),
    onSuccess: async (move) => {
      if (people > 0) onReleasing(move.id);
      await queries.invalidateQueries({ queryKey: automationKey(id) });
    },
    meta: { failed: 'The step is still held' },
  });
  return (
    <Alert color="indigo" variant="light" mt="lg" title="Held" icon={<IconHandStop size={16} />}>
      <Text size="sm">
        {hold.heldBy} holds everyone who reaches this step, since <Instant at={hold.heldAt} short />. {waitInWords(people)} before
        it. Whoever had begun the step continues.
      </Text>
      <Group gap="xs" mt="sm">
        {people > 0 && (
          <Button size="xs" variant="default" onClick={() => setOpen('people')}>
            Who waits
          </Button>
        )}
        <Button size="xs" variant="default" loading={end.isPending} onClick={() => (people > 0 ? setOpen('end') : end.mutate())}>
          {people > 0 ? 'Release all' : 'End the hold'}
        </Button>
      </Group>
      <Modal opened={open === 'people'} onClose={() => setOpen(null)} title={`Waiting before “${titleOf(step)}”`}>
        <HeldPeople automationId={id} nodeId={step.id} />
      </Modal>
      <Confirm
        opened={open === 'end'}
        onClose={() => setOpen(null)}
        title={people === 1 ? 'Release 1 person?' : `Release ${people.toLocaleString('en')} people?`}
        confirm="Release all"
        cancel="Cancel"
        onConfirm={() => end.mutate()}
      >
        The hold ends, and they continue with this step. This cannot be undone.
      </Confirm>
    </Alert>
  );
}
