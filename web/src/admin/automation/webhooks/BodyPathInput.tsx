import { Autocomplete, type AutocompleteProps, Text } from '@mantine/core';
import { useState } from 'react';
import { useSample } from './sample';

interface BodyPathInputProps
  extends Pick<AutocompleteProps, 'label' | 'description' | 'error' | 'size' | 'aria-label' | 'style'> {
  readonly value: string;
  readonly onChange: (path: string) => void;
}

/** Picks a field of the sample, or takes the path of one. */
export function BodyPathInput({ value, onChange, ...input }: BodyPathInputProps) {
  const { values } = useSample();
  const valueAt = new Map(values.map((one) => [one.path, String(one.value)]));
  const paths = [...valueAt.keys()];
  // Until something is typed, every field of the sample is offered, not only those that contain the current path.
  const [typed, setTyped] = useState(false);
  return (
    <Autocomplete
      {...input}
      placeholder={values.length > 0 ? 'Choose a field' : 'Path, such as data.email'}
      data={typed ? paths.filter((path) => path.toLowerCase().includes(value.toLowerCase())) : paths}
      filter={({ options }) => options}
      renderOption={({ option }) => (
        <div style={{ minWidth: 0 }}>
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            {option.value}
          </Text>
          <Text size="xs" c="dimmed" lineClamp={1} style={{ overflowWrap: 'anywhere' }}>
            {valueAt.get(option.value) || 'empty'}
          </Text>
        </div>
      )}
      value={value}
      onFocus={() => setTyped(false)}
      onOptionSubmit={() => setTyped(false)}
      onChange={(path) => {
        setTyped(!valueAt.has(path));
        onChange(path);
      }}
    />
  );
}
