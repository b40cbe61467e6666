import { Button, Group, Text, Title } from '@mantine/core';
import { IconCopy, IconTrash } from '@tabler/icons-react';
import { clipboardOf, countOf } from '../canvas/clipboard';
import { useEditor, useEditorSession } from '../canvas/editor-context';
import { GroupSettings } from './GroupSettings';
import classes from './Panel.module.css';

/** Actions for several selected steps and notes. */
export function SelectionPanel() {
  const clipboard = clipboardOf(useEditorSession().store);
  const selection = useEditor(({ graph, picked }) => countOf(graph, picked));
  const pick = useEditor((state) => state.pick);
  return (
    <section className={classes.panel} aria-label="Selected steps">
      <Title order={2} size="h3" mb="xs">
        {selection} selected
      </Title>
      <Text size="sm" c="dimmed" mb="md">
        Copying keeps the connections between them. Paste with Ctrl+V (⌘V) here or in another automation.
      </Text>
      <Group gap="xs">
        <Button size="xs" variant="default" leftSection={<IconCopy size={13} />} onClick={clipboard.copy}>
          Copy
        </Button>
        <Button size="xs" variant="subtle" color="red" leftSection={<IconTrash size={13} />} onClick={clipboard.remove}>
          Remove
        </Button>
        <Button size="xs" variant="subtle" color="gray" onClick={() => pick([])}>
          Clear selection
        </Button>
      </Group>
      <GroupSettings />
    </section>
  );
}
