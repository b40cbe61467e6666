import { Button, Group, Modal, Radio, Stack, Text } from '@mantine/core';
import type { WaitPolicy } from '@perennial/domain/automation';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { showDone, showUndo } from '../../../ui/feedback/toasts';
import { type Automation, type PausedPeople, pauseAutomation, resumeAutomation } from '../automation';
import { pausedInWords } from '../paused';
import { insideOf } from './use-ending';

interface PauseDialogProps {
  readonly automation: Automation;
  readonly refresh: () => Promise<unknown>;
  readonly onClose: () => void;
}

const inProgress = (automation: Automation): string => {
  const inside = insideOf(automation);
  return inside === 1 ? '1 person is in progress' : `${inside.toLocaleString('en')} people are in progress`;
};

/** Pauses an automation, and asks what happens to people in progress. */
export function PauseDialog({ automation, refresh, onClose }: PauseDialogProps) {
  const { id } = automation;
  const [people, setPeople] = useState<PausedPeople>('continue');
  const pause = useMutation({
    mutationFn: () => pauseAutomation(id, people),
    onSuccess: async ({ counts }) => {
      onClose();
      const words = pausedInWords({
        moving: counts.running + counts.waiting,
        stuck: counts.parked,
        held: people === 'hold',
      });
      if (people === 'exit') showDone('Paused. The journeys of everyone in it are being ended.');
      else
        showUndo(words, async () => {
          await resumeAutomation(id);
          await refresh();
        });
      await refresh();
    },
    meta: { failed: 'The automation was not paused' },
  });
  return (
    <Modal opened onClose={onClose} title="Pause this automation">
      <Stack>
        <Text size="sm">No one new can enter until you resume it.</Text>
        <Radio.Group label={inProgress(automation)} value={people} onChange={(value) => setPeople(value as PausedPeople)}>
          <Stack gap="sm" mt="xs">
            <Radio value="continue" label="Let them continue to the end" />
            <Radio
              value="hold"
              label="Hold them where they are"
              description="They take no further step until you resume it. You then choose what happens to their waits."
            />
            <Radio value="exit" label="End their journeys now" description="You cannot undo this." />
          </Stack>
        </Radio.Group>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button color={people === 'exit' ? 'red' : 'pine'} loading={pause.isPending} onClick={() => pause.mutate()}>
            Pause
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** Resumes an automation that holds people, and asks what the pause means for their waits. */
export function ResumeDialog({ automation, refresh, onClose }: PauseDialogProps) {
  const [waits, setWaits] = useState<WaitPolicy>('count');
  const resume = useMutation({
    mutationFn: () => resumeAutomation(automation.id, waits),
    onSuccess: async () => {
      onClose();
      showDone('Resumed. The people in it continue.');
      await refresh();
    },
    meta: { failed: 'The automation was not resumed' },
  });
  return (
    <Modal opened onClose={onClose} title="Resume this automation">
      <Stack>
        <Text size="sm">{inProgress(automation)}, held by the pause. Dates that you chose stay as they are.</Text>
        <Radio.Group label="Their waits" value={waits} onChange={(value) => setWaits(value as WaitPolicy)}>
          <Stack gap="sm" mt="xs">
            <Radio
              value="count"
              label="The pause counted"
              description="Waits keep their date. Anyone whose wait has ended meanwhile continues immediately."
            />
            <Radio
              value="restart"
              label="Waits begin again"
              description="Everyone who waits does so for the whole time once more."
            />
            <Radio value="active" label="The pause did not count" description="Each wait is longer by the time of the pause." />
          </Stack>
        </Radio.Group>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button loading={resume.isPending} onClick={() => resume.mutate()}>
            Resume
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
