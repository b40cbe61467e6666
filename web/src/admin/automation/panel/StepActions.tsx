import { Button, Group, Tooltip } from '@mantine/core';
import { type GraphNode, titleOf } from '@perennial/domain/automation';
import { IconCopy, IconTrash } from '@tabler/icons-react';
import { showUndo } from '../../../ui/feedback/toasts';
import { duplicateStep } from '../canvas/duplicate';
import { useEditor, useEditorSession } from '../canvas/editor-context';

/** What can be done with a step as a whole. */
export function StepActions({ step }: { step: GraphNode }) {
  const { store } = useEditorSession();
  const apply = useEditor((state) => state.apply);
  const remove = () => {
    apply({ type: 'removeNode', nodeId: step.id });
    showUndo(`${titleOf(step)} removed.`, () => store.temporal.getState().undo());
  };
  const duplicate = () => duplicateStep(store, step.id);
  return (
    <Group mt="lg" gap="xs">
      <Tooltip label="Add a copy beside this step">
        <Button size="xs" variant="default" leftSection={<IconCopy size={13} />} onClick={duplicate}>
          Duplicate
        </Button>
      </Tooltip>
      <Button size="xs" variant="subtle" color="red" leftSection={<IconTrash size={13} />} onClick={remove}>
        Remove
      </Button>
    </Group>
  );
}
