import { Select, type SelectProps } from '@mantine/core';
import { formatInstant } from '../../../ui/values/instant';
import { useZone } from '../../../ui/values/Values';
import { useClocks } from './clock';

/** Which time a person lives in; null is real time. Not there at all while the school has no test clock. */
export function ClockSelect({ value, ...props }: Omit<SelectProps, 'data' | 'value'> & { value: string | null }) {
  const zone = useZone();
  const clocks = useClocks();
  const items = clocks.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Select
      label="Clock"
      description="A test clock fast-forwards time for test contacts."
      placeholder="Real time"
      clearable
      {...props}
      value={value}
      data={items.map(({ id, name, now }) => ({ value: id, label: `${name} · ${formatInstant(now, zone)}` }))}
    />
  );
}
