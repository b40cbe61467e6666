import { Select, Stack, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { findNode, type GraphNode, legalTargets, portsOf, targetOf } from '@perennial/domain/automation';
import { memo } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { namedSummaryOf } from '../canvas/card';
import { useEditor } from '../canvas/editor-context';
import { showRefusal } from '../canvas/refusal';
import { useRecordNames } from '../use-record-names';

/** The target of each branch of a step. Connects steps by keyboard and on a phone, as the mouse does on the canvas. */
export function NextSteps({ step }: { step: GraphNode }) {
  const ports = portsOf(step);
  if (ports.length === 0) return null;
  return (
    <Stack gap="xs" mt="lg">
      <Title order={3} size="sm">
        Next steps
      </Title>
      {ports.map(({ id, label, name = `If ${label}` }) => (
        <NextStep key={id} nodeId={step.id} port={id} label={ports.length > 1 ? name : null} />
      ))}
    </Stack>
  );
}

interface NextStepProps {
  readonly nodeId: string;
  readonly port: string;
  /** Null if the step has no other branch. */
  readonly label: string | null;
}

/** The target of one branch. Mantine also renders the options of a closed list, so a closed list has only its current option. */
const NextStep = memo(function NextStep({ nodeId, port, label }: NextStepProps) {
  const [opened, list] = useDisclosure();
  const from = { nodeId, port };
  const target = useEditor(({ graph }) => targetOf(graph, nodeId, port) ?? null);
  const options = useEditor(
    useShallow(({ graph }) => {
      const ids = opened ? legalTargets(graph, from) : target === null ? [] : [target];
      return ids.flatMap((id) => findNode(graph, id) ?? []);
    }),
  );
  const names = useRecordNames(options);
  const apply = useEditor((state) => state.apply);
  return (
    <Select
      size="xs"
      clearable
      {...(label === null ? { 'aria-label': 'Next step' } : { label })}
      placeholder="None. The journey ends here."
      nothingFoundMessage="No other steps available"
      data={options.map((option) => ({ value: option.id, label: namedSummaryOf(option, names) }))}
      value={target}
      onDropdownOpen={list.open}
      onDropdownClose={list.close}
      onChange={(next) => showRefusal(apply(next ? { type: 'connect', from, target: next } : { type: 'disconnect', from }))}
    />
  );
});
