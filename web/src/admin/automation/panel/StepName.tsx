import { TextInput } from '@mantine/core';
import { definitionOf, type GraphNode, longestStepName } from '@perennial/domain/automation';
import { useEditor } from '../canvas/editor-context';

/** The name of a step; without one, it is called after its kind. */
export function StepName({ step }: { step: GraphNode }) {
  const apply = useEditor((state) => state.apply);
  const { name = '' } = step;
  const rename = (value: string) => apply({ type: 'renameNode', nodeId: step.id, name: value });
  return (
    <TextInput
      label="Name"
      description="Shown on the card, in journeys and in lists of steps."
      placeholder={definitionOf(step).label}
      maxLength={longestStepName}
      value={name}
      onChange={(event) => rename(event.currentTarget.value)}
      // Only while someone types the next word does a name end with a space.
      onBlur={() => name !== name.trim() && rename(name.trim())}
    />
  );
}
