import { Select, TextInput } from '@mantine/core';
import { entryKeyFields, scopeOfGraph } from '@perennial/domain/automation';
import { useMemo } from 'react';
import { useEditor } from '../canvas/editor-context';

/** The field that limits entry to once per value. For a custom event it is one property, such as the order number. */
export function EntryKey() {
  const graph = useEditor((state) => state.graph);
  const apply = useEditor((state) => state.apply);
  const fields = useMemo(() => entryKeyFields(scopeOfGraph(graph).eventTypes), [graph]);
  const { entry } = graph;
  const [name = '', property = ''] = (entry.key ?? '').split('.');
  const set = (key: string) => apply({ type: 'setEntry', entry: { ...entry, key } });
  return (
    <>
      <Select
        label="Once per"
        placeholder="Choose a field"
        data={fields.map((field) => ({ value: field.name, label: field.type === 'map' ? 'A property' : field.label }))}
        value={name || null}
        onChange={(key) => key && set(key)}
      />
      {fields.find((field) => field.name === name)?.type === 'map' && (
        <TextInput
          label="Name of the property"
          description="People can enter once per value."
          placeholder="orderId"
          value={property}
          onChange={(event) => {
            const typed = event.currentTarget.value.replaceAll(/[^\w-]/g, '');
            set(typed ? `${name}.${typed}` : name);
          }}
        />
      )}
    </>
  );
}
