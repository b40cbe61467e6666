import { Stack } from '@mantine/core';
import type { SamplePerson } from '@perennial/domain/automation';
import { ZoneSelect } from '../../../ui/forms/ZoneSelect';
import { ValueInput } from '../../people/fields/ValueInput';
import { useContactFields } from '../../platform/records/contact-fields';
import { RecordMultiSelect } from '../../platform/records/RecordSelect';

interface SamplePersonFieldsProps {
  readonly person: SamplePerson;
  readonly onChange: (person: SamplePerson) => void;
}

/** What the sample person has when they enter. */
export function SamplePersonFields({ person, onChange }: SamplePersonFieldsProps) {
  const fields = useContactFields().data?.items ?? [];
  const valueIn = (id: string) => person.fields.find(({ fieldId }) => fieldId === id)?.value;
  const others = (id: string) => person.fields.filter(({ fieldId }) => fieldId !== id);
  const { timezone: _, ...withoutZone } = person;
  return (
    <Stack gap="xs" mt="xs">
      <RecordMultiSelect
        kind="tag"
        size="xs"
        label="Tags"
        value={person.tags}
        onChange={(tags) => onChange({ ...person, tags })}
      />
      <RecordMultiSelect
        kind="plan"
        size="xs"
        label="Active membership plans"
        value={person.memberships.map(({ planId }) => planId)}
        onChange={(plans) =>
          onChange({
            ...person,
            memberships: plans.map(
              (planId) => person.memberships.find((held) => held.planId === planId) ?? { planId, state: 'active' },
            ),
          })
        }
      />
      <RecordMultiSelect
        kind="product"
        size="xs"
        label="Products they can open"
        value={person.access}
        onChange={(access) => onChange({ ...person, access })}
      />
      <RecordMultiSelect
        kind="segment"
        size="xs"
        label="Segments"
        value={person.segments}
        onChange={(segments) => onChange({ ...person, segments })}
      />
      <ZoneSelect
        size="xs"
        label="Time zone"
        placeholder="The school’s"
        clearable
        value={person.timezone ?? null}
        onChange={(zone) => onChange(zone ? { ...person, timezone: zone } : withoutZone)}
      />
      {fields.map((field) => {
        const value = valueIn(field.id);
        return (
          <ValueInput
            key={field.id}
            field={field}
            {...(value !== undefined && { value })}
            onChange={(next) =>
              onChange({
                ...person,
                fields: next === '' ? others(field.id) : [...others(field.id), { fieldId: field.id, value: next }],
              })
            }
          />
        );
      })}
    </Stack>
  );
}
