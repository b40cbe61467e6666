import { Select } from '@mantine/core';
import { findNode, stepsBefore } from '@perennial/domain/automation';
import { useMemo } from 'react';
import { namedSummaryOf } from '../canvas/card';
import { useEditor } from '../canvas/editor-context';
import { useRecordNames } from '../use-record-names';

interface EarlierStepFieldProps {
  readonly label: string;
  readonly description: string | undefined;
  readonly error: string | undefined;
  readonly nodeId: string;
  readonly value: unknown;
  readonly onChange: (nodeId: string) => void;
}

/** Chooses one of the steps that lead to this one. */
export function EarlierStepField({ nodeId, value, onChange, ...shared }: EarlierStepFieldProps) {
  const graph = useEditor((state) => state.graph);
  const steps = useMemo(() => stepsBefore(graph, nodeId).flatMap((id) => findNode(graph, id) ?? []), [graph, nodeId]);
  const names = useRecordNames(steps);
  return (
    <Select
      {...shared}
      searchable
      placeholder="Choose an earlier step"
      nothingFoundMessage="No step comes before this one"
      data={steps.map((step) => ({ value: step.id, label: namedSummaryOf(step, names) }))}
      value={typeof value === 'string' && value !== '' ? value : null}
      onChange={(id) => id && onChange(id)}
    />
  );
}
