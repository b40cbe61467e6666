import { ActionIcon, Group, Input, SegmentedControl, Select, Stack, TextInput } from '@mantine/core';
import { type ConditionTest, type FieldScope, fieldsFor, isGroup, operators } from '@perennial/domain/conditions';
import { IconTrash } from '@tabler/icons-react';
import { useMemo } from 'react';
import { AddButton } from '../../ui/forms/AddButton';
import { useContactFields } from '../platform/records/contact-fields';
import { RecordSelect } from '../platform/records/RecordSelect';
import classes from './ConditionField.module.css';
import { fieldOptions, matchField, newTest, plainTests, readCondition, storedField, withOperator } from './condition';
import { OperandInput } from './OperandInput';

interface ConditionFieldProps {
  readonly label: string;
  readonly description: string | undefined;
  readonly error: string | undefined;
  readonly value: unknown;
  readonly onChange: (condition: unknown) => void;
  readonly scope: FieldScope;
}

/** Comparisons joined by "and" or by "or". */
export function ConditionField({ label, description, error, value, onChange, scope: given }: ConditionFieldProps) {
  const contactFields = useContactFields().data?.items;
  const scope = useMemo<FieldScope>(() => ({ ...given, ...(contactFields && { contactFields }) }), [given, contactFields]);
  const condition = readCondition(value);
  const tests = plainTests(condition);
  const groups = condition.tests.filter(isGroup);
  const first = fieldsFor(scope).find(({ unlisted }) => !unlisted);
  const set = (next: readonly ConditionTest[]) => onChange({ ...condition, tests: [...next, ...groups] });
  return (
    <Input.Wrapper label={label} description={description} error={error} labelElement="div">
      <Stack gap="xs" mt={6}>
        {tests.length > 1 && (
          <SegmentedControl
            size="xs"
            aria-label="Match"
            value={condition.match}
            onChange={(match) => onChange({ ...condition, match })}
            data={[
              { value: 'all', label: 'All of these' },
              { value: 'any', label: 'Any of these' },
            ]}
            style={{ alignSelf: 'flex-start' }}
          />
        )}
        {tests.map((test, index) => (
          <TestRow
            // biome-ignore lint/suspicious/noArrayIndexKey: comparisons have no identity; the row keeps no state
            key={index}
            test={test}
            scope={scope}
            onChange={(next) => set(tests.map((other, place) => (place === index ? next : other)))}
            onRemove={() => set(tests.filter((_, place) => place !== index))}
          />
        ))}
        {first && <AddButton onClick={() => set([...tests, newTest(first)])}>Add a condition</AddButton>}
      </Stack>
    </Input.Wrapper>
  );
}

interface TestRowProps {
  readonly test: ConditionTest;
  readonly scope: FieldScope;
  readonly onChange: (test: ConditionTest) => void;
  readonly onRemove: () => void;
}

function TestRow({ test, scope, onChange, onRemove }: TestRowProps) {
  const fields = fieldsFor(scope);
  const found = matchField(test.field, fields);
  const info = found?.info;
  return (
    <div className={classes.box}>
      <Group gap={6} wrap="nowrap">
        <Select
          size="xs"
          aria-label="Field"
          placeholder="Choose a field"
          searchable
          data={fieldOptions(scope)}
          value={info?.field ?? null}
          onChange={(name) => {
            const next = fields.find((field) => field.field === name);
            if (next) onChange(newTest(next));
          }}
          style={{ flex: 1 }}
        />
        <ActionIcon variant="subtle" color="gray" aria-label="Remove this condition" onClick={onRemove}>
          <IconTrash size={14} />
        </ActionIcon>
      </Group>
      {info?.argument === 'course' && (
        <RecordSelect
          kind="course"
          size="xs"
          aria-label="Course"
          placeholder="Which course"
          clearable={false}
          value={found?.argument === '_' ? null : (found?.argument ?? null)}
          onChange={(id) => id && onChange({ ...test, field: storedField(info, id) })}
        />
      )}
      {info?.argument === 'property' && (
        <TextInput
          size="xs"
          aria-label="Name of the property"
          placeholder="Name of the property"
          value={found?.argument === '_' ? '' : (found?.argument ?? '')}
          onChange={(event) =>
            onChange({ ...test, field: storedField(info, event.currentTarget.value.replaceAll(/[^\w-]/g, '')) })
          }
        />
      )}
      {info && (
        <Group gap={6} wrap="nowrap" grow>
          <Select
            size="xs"
            aria-label="Comparison"
            data={info.operators.map((operator) => ({ value: operator, label: operators[operator].label }))}
            value={test.operator}
            onChange={(name) => {
              const operator = info.operators.find((candidate) => candidate === name);
              if (operator) onChange(withOperator(test, operator));
            }}
          />
          <OperandInput test={test} info={info} onChange={(value) => onChange({ ...test, value })} />
        </Group>
      )}
    </div>
  );
}
