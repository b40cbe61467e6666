import { Button, Group, Text } from '@mantine/core';
import { useEditor, useEditorSession } from '../canvas/editor-context';
import type { SaveState } from '../canvas/editor-state';

const saveStateLabels: Readonly<Record<SaveState, string>> = {
  saved: 'Draft saved',
  waiting: 'Not saved yet',
  saving: 'Saving',
  failed: 'Could not be saved',
  stale: 'Changed elsewhere',
};

/** Whether the draft is saved, and what to do if it is not. @param onReload shows the draft as somebody else saved it */
export function SaveStatus({ onReload }: { onReload: () => Promise<void> }) {
  const { autosave } = useEditorSession();
  const state = useEditor(({ saving }) => saving);
  const trouble = state === 'failed' || state === 'stale';
  return (
    <Group gap={6} wrap="nowrap" role="status">
      <Text size="xs" c={trouble ? 'red' : 'dimmed'} style={{ whiteSpace: 'nowrap' }}>
        {saveStateLabels[state]}
      </Text>
      {state === 'failed' && (
        <Button size="compact-xs" variant="default" onClick={() => void autosave.save()}>
          Try again
        </Button>
      )}
      {state === 'stale' && (
        <Button size="compact-xs" variant="default" onClick={() => void onReload()}>
          Load theirs
        </Button>
      )}
    </Group>
  );
}
