import { Button, Text, TextInput } from '@mantine/core';
import { canvasLimits, findNode, groupsOf } from '@perennial/domain/automation';
import { IconFrame } from '@tabler/icons-react';
import { useEditor } from '../canvas/editor-context';
import { showRefusal } from '../canvas/refusal';

/** Puts a frame around the selected steps, or names the frame that they have. */
export function GroupSettings() {
  const steps = useEditor((state) => state.picked);
  const graph = useEditor((state) => state.graph);
  const apply = useEditor((state) => state.apply);
  const picked = steps.filter((id) => findNode(graph, id));
  const group = groupsOf(graph).find(
    ({ steps: inside }) => inside.length === picked.length && inside.every((id) => picked.includes(id)),
  );
  if (picked.length < 2) return null;
  if (!group) {
    const add = () =>
      showRefusal(apply({ type: 'addGroup', group: { id: `g${crypto.randomUUID().slice(0, 8)}`, name: '', steps: picked } }));
    return (
      <>
        <Button size="xs" variant="default" mt="md" leftSection={<IconFrame size={13} />} onClick={add}>
          Group
        </Button>
        <Text size="xs" c="dimmed" mt={4}>
          A group is a frame with a name around the steps. It changes nothing for people.
        </Text>
      </>
    );
  }
  return (
    <>
      <TextInput
        mt="md"
        label="Name of the group"
        placeholder="Group"
        autoFocus={group.name === ''}
        maxLength={canvasLimits.groupName}
        value={group.name}
        onChange={(event) => showRefusal(apply({ type: 'renameGroup', groupId: group.id, name: event.currentTarget.value }))}
      />
      <Button size="xs" variant="default" mt="xs" onClick={() => apply({ type: 'removeGroup', groupId: group.id })}>
        Ungroup
      </Button>
    </>
  );
}
