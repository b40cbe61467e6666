import type { SelectProps } from '@mantine/core';
import { RecordSelect } from '../../platform/records/RecordSelect';
import { useClocks } from './clock';

/** The clock of a person; null is real time. Hidden while the school has no test clock. */
export function ClockSelect({ value, ...props }: Omit<SelectProps, 'data' | 'value'> & { value: string | null }) {
  const clocks = useClocks();
  if (!clocks.data?.total) return null;
  return (
    <RecordSelect
      kind="clock"
      label="Clock"
      description="A test clock fast-forwards time for test contacts."
      placeholder="Real time"
      {...props}
      value={value}
    />
  );
}
