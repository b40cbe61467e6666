import { Button, Group, Modal, Radio, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { Automation, People } from '../automation';
import { type Ending, insideOf, useEnding } from './use-ending';

const texts: Readonly<Record<Ending, { readonly title: string; readonly verb: string; readonly means: string }>> = {
  stop: {
    title: 'End all journeys?',
    verb: 'End all journeys',
    means: 'The automation is paused, and no one new can enter. You cannot undo the end of a journey.',
  },
  archive: {
    title: 'Archive this automation?',
    verb: 'Archive',
    means: 'No one new can enter, and the list no longer shows it. You can restore it from the archive.',
  },
  delete: {
    title: 'Delete this automation?',
    verb: 'Delete',
    means: 'No one new can enter, and it is no longer shown. Its journeys stay on the pages of their people.',
  },
};

interface EndDialogProps {
  readonly automation: Automation;
  readonly ending: Ending;
  readonly refresh: () => Promise<unknown>;
  readonly onClose: () => void;
}

/** Asks what happens to people in progress before an automation ends. */
export function EndDialog({ automation, ending, refresh, onClose }: EndDialogProps) {
  const inside = insideOf(automation);
  const who = inside === 1 ? '1 person is in progress' : `${inside.toLocaleString('en')} people are in progress`;
  const [people, setPeople] = useState<People>(ending === 'stop' ? 'exit' : 'continue');
  const end = useEnding(automation, refresh);
  const { title, verb, means } = texts[ending];
  return (
    <Modal opened onClose={onClose} title={title}>
      <Stack>
        <Text size="sm">{means}</Text>
        {ending === 'stop' ? (
          <Text size="sm">{who}. Their journeys end now.</Text>
        ) : (
          <Radio.Group label={who} value={people} onChange={(value) => setPeople(value === 'exit' ? 'exit' : 'continue')}>
            <Stack gap="sm" mt="xs">
              <Radio value="continue" label="Let them continue to the end" />
              <Radio value="exit" label="End their journeys now" description="You cannot undo this." />
            </Stack>
          </Radio.Group>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            color={people === 'exit' ? 'red' : 'pine'}
            loading={end.isPending}
            onClick={() => end.mutate({ ending, people }, { onSuccess: onClose })}
          >
            {verb}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
