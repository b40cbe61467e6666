import {
  Autocomplete,
  type AutocompleteProps,
  Loader,
  MultiSelect,
  type MultiSelectProps,
  type OptionsFilter,
  Select,
  type SelectProps,
} from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import { messageOf } from '../../../ui/api/failure';
import { type LookupRecord, type RecordKind, recordQuery, useLookup } from './lookup';

interface PickerProps {
  readonly kind: RecordKind;
  /** Why a record cannot be chosen, shown behind its name; undefined if it can. */
  readonly refuse?: (id: string) => string | undefined;
}

const everything: OptionsFilter = ({ options }) => options;

const labelOf = ({ label, detail }: LookupRecord): string => (detail ? `${label} (${detail})` : label);

/** What a picker lists: what was found on the server, and what is chosen already. */
function useOptions({ kind, refuse }: PickerProps, chosen: readonly string[]) {
  const [text, setText] = useState('');
  const [opened, setOpened] = useState(false);
  const records = useQueries({ queries: chosen.map((id) => recordQuery(kind, id)) });
  const labels = new Map(
    chosen.map((id, index) => {
      const { data, isPending } = records[index] ?? { data: undefined, isPending: true };
      return [id, data ? labelOf(data) : isPending ? 'Loading' : data === null ? `Deleted ${kind}` : 'Name not loaded'];
    }),
  );
  const [typed] = useDebouncedValue(text, 250);
  // A select writes the name of its value into its search box; that is not a search.
  const q = [...labels.values()].includes(typed) ? '' : typed.trim();
  const found = useLookup(kind, q, opened);
  const items = found.data?.items ?? [];
  const listed = new Set(items.map(({ id }) => id));
  const option = (value: string, label: string) => {
    const reason = chosen.includes(value) ? undefined : refuse?.(value);
    return { value, label: reason ? `${label} (${reason})` : label, disabled: reason !== undefined };
  };
  return {
    data: [
      ...chosen.filter((id) => !listed.has(id)).map((id) => option(id, labels.get(id) ?? id)),
      ...items.map((record) => option(record.id, labelOf(record))),
    ],
    // What the server found is what is listed.
    filter: everything,
    searchable: true,
    onSearchChange: setText,
    onDropdownOpen: () => setOpened(true),
    nothingFoundMessage: found.isError ? messageOf(found.error) : found.isFetching ? 'Searching' : 'Nothing found',
    ...(found.isFetching && { rightSection: <Loader size={14} aria-label="Searching" /> }),
  };
}

/** One record, found by typing. The server is searched, so it makes no difference how many there are. */
export function RecordSelect({ kind, refuse, value, ...props }: PickerProps & SelectProps & { value: string | null }) {
  const options = useOptions({ kind, ...(refuse && { refuse }) }, value ? [value] : []);
  return <Select clearable placeholder="Choose" {...options} {...props} value={value} />;
}

/** Several records, found by typing. */
export function RecordMultiSelect({ kind, value, ...props }: PickerProps & MultiSelectProps & { value: string[] }) {
  return <MultiSelect placeholder="Choose" {...useOptions({ kind }, value)} {...props} value={value} />;
}

/** A tag: one that contacts have, or a new one. */
export function TagInput({ value, ...props }: AutocompleteProps & { value: string }) {
  const [opened, setOpened] = useState(false);
  const [typed] = useDebouncedValue(value, 250);
  const found = useLookup('tag', typed.trim(), opened);
  const data = (found.data?.items ?? []).map(({ label }) => label);
  return <Autocomplete {...props} value={value} data={data} filter={everything} onDropdownOpen={() => setOpened(true)} />;
}
