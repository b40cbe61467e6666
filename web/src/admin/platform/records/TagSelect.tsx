import { Select, type SelectProps } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answer, api } from '../../../ui/api/client';
import { keepRecord } from './lookup';
import { useRecordOptions } from './use-record-options';

/** Value of the option that creates a tag. Tags have UUIDs. */
const create = '__create';

interface TagSelectProps extends Omit<SelectProps, 'value' | 'onChange' | 'data'> {
  /** ID of the chosen tag. */
  readonly value: string | null;
  readonly onChange: (id: string | null, name: string) => void;
}

/** A tag, found by typing. A tag that does not exist is created only where the option to create it is chosen. */
export function TagSelect({ value, onChange, ...props }: TagSelectProps) {
  const { options, items, searched } = useRecordOptions({ kind: 'tag' }, value ? [value] : []);
  const queries = useQueryClient();
  const creating = useMutation({
    mutationFn: (name: string) => answer(api.POST('/api/admin/tags', { body: { name } })),
    onSuccess: ({ id, name }) => {
      keepRecord(queries, 'tag', { id, label: name, detail: null });
      onChange(id, name);
    },
    meta: { failed: 'The tag was not created' },
  });
  const isNew = searched !== '' && !items.some(({ label }) => label.toLowerCase() === searched.toLowerCase());
  const data = isNew ? [...options.data, { value: create, label: `Create tag “${searched}”` }] : options.data;
  return (
    <Select
      clearable
      placeholder="Choose or type a new one"
      {...options}
      {...props}
      data={data}
      value={value}
      disabled={creating.isPending || props.disabled === true}
      onChange={(chosen, option) => {
        if (chosen === create) creating.mutate(searched);
        else onChange(chosen, option?.label ?? '');
      }}
    />
  );
}
