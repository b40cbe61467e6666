import { Select, type SelectProps } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { type Contact, useContact, useContacts } from './contact';

const nameOf = ({ id, name, email }: Contact) => ({ value: id, label: name ? `${name} (${email})` : email });

/** A person, found by name or address. */
export function ContactSelect({ value, ...props }: Omit<SelectProps, 'data' | 'value'> & { value: string | null }) {
  const [text, setText] = useState('');
  const [typed] = useDebouncedValue(text, 250);
  const chosen = useContact(value);
  const label = chosen.data && nameOf(chosen.data).label;
  const found = useContacts({ q: typed === label ? '' : typed.trim(), sort: 'name', pageSize: 20 });
  const people = found.data?.items ?? [];
  const all = chosen.data && !people.some(({ id }) => id === value) ? [chosen.data, ...people] : people;
  return (
    <Select
      searchable
      clearable
      nothingFoundMessage="Nobody found"
      {...props}
      value={value}
      data={all.map(nameOf)}
      filter={({ options }) => options}
      onSearchChange={setText}
    />
  );
}
