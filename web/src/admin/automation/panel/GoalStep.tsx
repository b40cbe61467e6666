import { Select } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { findNode } from '@perennial/domain/automation';
import { useShallow } from 'zustand/react/shallow';
import { namedSummaryOf } from '../canvas/card';
import { useEditor } from '../canvas/editor-context';
import { showRefusal } from '../canvas/refusal';
import { useRecordNames } from '../use-record-names';

/** Where a journey continues when it reaches the goal. A closed list has only its current option, as a large graph has many steps. */
export function GoalStep() {
  const [opened, list] = useDisclosure();
  const goalStep = useEditor(({ graph }) => graph.goalStep ?? null);
  const steps = useEditor(
    useShallow(({ graph }) =>
      opened
        ? graph.nodes.filter(({ kind }) => kind !== 'trigger')
        : goalStep === null
          ? []
          : [findNode(graph, goalStep) ?? []].flat(),
    ),
  );
  const names = useRecordNames(steps);
  const apply = useEditor((state) => state.apply);
  return (
    <Select
      size="xs"
      label="When the goal is reached"
      description="A journey can continue at a step, once, wherever it is."
      placeholder="End the journey"
      searchable
      clearable
      nothingFoundMessage="No steps"
      data={steps.map((step) => ({ value: step.id, label: namedSummaryOf(step, names) }))}
      value={goalStep}
      onDropdownOpen={list.open}
      onDropdownClose={list.close}
      onChange={(step) => showRefusal(apply({ type: 'setGoalStep', step }))}
    />
  );
}
