import { MultiSelect, type MultiSelectProps, Select, type SelectProps } from '@mantine/core';
import { type PickerProps, useRecordOptions } from './use-record-options';

/** One record, found by typing. The server is searched, so it makes no difference how many there are. */
export function RecordSelect({ kind, refuse, value, ...props }: PickerProps & SelectProps & { value: string | null }) {
  const { options } = useRecordOptions({ kind, ...(refuse && { refuse }) }, value ? [value] : []);
  return <Select clearable placeholder="Choose" {...options} {...props} value={value} />;
}

/** Several records, found by typing. */
export function RecordMultiSelect({ kind, value, ...props }: PickerProps & MultiSelectProps & { value: string[] }) {
  return <MultiSelect placeholder="Choose" {...useRecordOptions({ kind }, value).options} {...props} value={value} />;
}
