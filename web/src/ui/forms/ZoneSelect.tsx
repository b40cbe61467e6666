import { Select, type SelectProps } from '@mantine/core';

const zones: readonly string[] = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];

/** A time zone, found by typing. */
export function ZoneSelect(props: Omit<SelectProps, 'data'>) {
  return (
    <Select
      searchable
      limit={60}
      nothingFoundMessage="No time zones found"
      {...props}
      data={zones.map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))}
    />
  );
}
