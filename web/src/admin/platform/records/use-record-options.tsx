import { Loader, type OptionsFilter } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import type { LookupKind } from '@perennial/domain/search';
import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import { messageOf } from '../../../ui/api/failure';
import { type LookupRecord, recordQuery, useLookup } from './lookup';

export interface PickerProps {
  readonly kind: LookupKind;
  /** Why a record cannot be chosen, shown behind its name; undefined if it can. */
  readonly refuse?: (id: string) => string | undefined;
}

const everything: OptionsFilter = ({ options }) => options;

/** Listed behind the records when the server found more: it cannot be chosen. */
const moreOption = { value: '__more', label: 'More were found. Type to narrow them down.', disabled: true };

const labelOf = ({ label, detail }: LookupRecord): string => (detail ? `${label} (${detail})` : label);

/** Options of a picker: server results and the current selection; and what is typed, once its results are there. */
export function useRecordOptions({ kind, refuse }: PickerProps, chosen: readonly string[]) {
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
  const stored = chosen.filter((id) => !listed.has(id)).map((id) => option(id, labels.get(id) ?? id));
  const offered = items.map((record) => option(record.id, labelOf(record)));
  const options = {
    // Enter chooses the first option: what was found for the whole text, and nothing while the answer is not there.
    selectFirstOptionOnChange: q !== '' && typed === text && !found.isFetching,
    data: [...(q === '' ? [...stored, ...offered] : [...offered, ...stored]), ...(found.data?.more ? [moreOption] : [])],
    // The server has already filtered the options.
    filter: everything,
    searchable: true,
    onSearchChange: setText,
    onDropdownOpen: () => setOpened(true),
    nothingFoundMessage: found.isError ? messageOf(found.error) : found.isFetching ? 'Searching' : 'Nothing found',
    ...(found.isFetching && { rightSection: <Loader size={14} aria-label="Searching" /> }),
  };
  return { options, items, searched: found.isFetching ? '' : q };
}
