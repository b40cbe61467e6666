import { Select } from '@mantine/core';
import { Panel } from '@xyflow/react';
import { type PassagePeriod, passagePeriods } from '../automation';

const labels: Readonly<Record<PassagePeriod, string>> = { day: 'Last 24 hours', week: 'Last 7 days', ever: 'All time' };
const now = 'now';
const options = [
  { value: now, label: 'People here now' },
  ...passagePeriods.map((value) => ({ value, label: `Passed: ${labels[value]}` })),
];

interface NumbersProps {
  readonly period: PassagePeriod | null;
  readonly onChange: (period: PassagePeriod | null) => void;
}

/** {@link NumbersChoice} in a corner of the canvas. */
export function Numbers(props: NumbersProps) {
  return (
    <Panel position="bottom-left" style={{ marginLeft: 56 }}>
      <NumbersChoice {...props} label="Numbers on the canvas" />
    </Panel>
  );
}

/** Chooses what the numbers at steps are: who is at each step now, or also how many people passed within a period. */
export function NumbersChoice({ period, onChange, label }: NumbersProps & { readonly label: string }) {
  return (
    <Select
      size="xs"
      aria-label={label}
      data={options}
      value={period ?? now}
      onChange={(value) => onChange(passagePeriods.find((each) => each === value) ?? null)}
      comboboxProps={{ position: 'top-start', width: 'max-content' }}
      style={{ width: 190 }}
    />
  );
}
