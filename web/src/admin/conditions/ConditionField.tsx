import { ActionIcon, Autocomplete, Box, Group, Input, SegmentedControl, Select, Stack, Text, TextInput } from '@mantine/core';
import {
  type Condition,
  type ConditionGroup,
  type ConditionTest,
  type FieldScope,
  fieldsFor,
  isGroup,
  operators,
} from '@perennial/domain/conditions';
import { IconTrash } from '@tabler/icons-react';
import { useMemo } from 'react';
import { AddButton } from '../../ui/forms/AddButton';
import { useContactFields } from '../platform/records/contact-fields';
import { RecordSelect } from '../platform/records/RecordSelect';
import classes from './ConditionField.module.css';
import { fieldOptions, matchField, newGroup, newTest, readCondition, storedField, withOperator } from './condition';
import { OperandInput } from './OperandInput';

type Match = Condition['match'];

interface ConditionFieldProps {
  readonly label: string;
  readonly description: string | undefined;
  readonly error: string | undefined;
  readonly value: unknown;
  readonly onChange: (condition: unknown) => void;
  readonly scope: FieldScope;
}

/** Comparisons joined by "and" or by "or", some of them in groups that are joined in another way. */
export function ConditionField({ label, description, error, value, onChange, scope: given }: ConditionFieldProps) {
  const contactFields = useContactFields().data?.items;
  const scope = useMemo<FieldScope>(() => ({ ...given, ...(contactFields && { contactFields }) }), [given, contactFields]);
  const condition = readCondition(value);
  const { match, tests: entries } = condition;
  const first = fieldsFor(scope).find(({ unlisted }) => !unlisted);
  const set = (tests: Condition['tests']) => onChange({ ...condition, tests });
  const replace = (place: number, entry: Condition['tests'][number]) => set(entries.with(place, entry));
  const remove = (place: number) => set(entries.toSpliced(place, 1));
  return (
    <Input.Wrapper label={label} description={description} error={error} labelElement="div">
      <Stack gap="xs" mt={6}>
        <MatchControl match={match} count={entries.length} onChange={(next) => onChange({ ...condition, match: next })} />
        {entries.map((entry, index) => {
          const shared = { scope, onRemove: () => remove(index) };
          return isGroup(entry) ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: comparisons have no identity; the row keeps no state
            <GroupBox key={index} group={entry} onChange={(next) => replace(index, next)} {...shared} />
          ) : (
            // biome-ignore lint/suspicious/noArrayIndexKey: comparisons have no identity; the row keeps no state
            <TestRow key={index} test={entry} onChange={(next) => replace(index, next)} {...shared} />
          );
        })}
        {first && (
          <Group gap={4}>
            <AddButton onClick={() => set([...entries, newTest(first)])}>Add a condition</AddButton>
            {entries.length > 0 && <AddButton onClick={() => set([...entries, newGroup(match, first)])}>Add a group</AddButton>}
          </Group>
        )}
      </Stack>
    </Input.Wrapper>
  );
}

/** How several comparisons are joined. One comparison needs no choice. */
function MatchControl({ match, count, onChange }: { match: Match; count: number; onChange: (match: Match) => void }) {
  if (count < 2) return null;
  return (
    <SegmentedControl
      size="xs"
      aria-label="Match"
      value={match}
      onChange={onChange}
      data={[
        { value: 'all', label: 'All of these' },
        { value: 'any', label: 'Any of these' },
      ]}
      style={{ alignSelf: 'flex-start' }}
    />
  );
}

interface GroupBoxProps {
  readonly group: ConditionGroup;
  readonly scope: FieldScope;
  readonly onChange: (group: ConditionGroup) => void;
  readonly onRemove: () => void;
}

/** Comparisons in brackets. The last one takes the group with it. */
function GroupBox({ group, scope, onChange, onRemove }: GroupBoxProps) {
  const { match, tests } = group;
  const first = fieldsFor(scope).find(({ unlisted }) => !unlisted);
  const set = (next: ConditionTest[]) => (next.length === 0 ? onRemove() : onChange({ ...group, tests: next }));
  return (
    <Box className={classes.group} role="group" aria-label="Group of conditions">
      <Group gap={6} justify="space-between" wrap="nowrap">
        {tests.length < 2 ? (
          <Text size="xs" c="dimmed">
            Group
          </Text>
        ) : (
          <MatchControl match={match} count={tests.length} onChange={(next) => onChange({ ...group, match: next })} />
        )}
        <ActionIcon variant="subtle" color="gray" aria-label="Remove this group" onClick={onRemove}>
          <IconTrash size={14} />
        </ActionIcon>
      </Group>
      {tests.map((test, index) => (
        <TestRow
          // biome-ignore lint/suspicious/noArrayIndexKey: comparisons have no identity; the row keeps no state
          key={index}
          test={test}
          scope={scope}
          onChange={(next) => set(tests.with(index, next))}
          onRemove={() => set(tests.toSpliced(index, 1))}
        />
      ))}
      {first && <AddButton onClick={() => set([...tests, newTest(first)])}>Add to the group</AddButton>}
    </Box>
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
        <PropertyName
          known={scope.properties ?? []}
          value={found?.argument === '_' ? '' : (found?.argument ?? '')}
          onChange={(name) => onChange({ ...test, field: storedField(info, name) })}
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

interface PropertyNameProps {
  /** Names that the settings of a trigger give. */
  readonly known: readonly string[];
  readonly value: string;
  readonly onChange: (name: string) => void;
}

/** The name of a property, chosen from those that are known, or typed. */
function PropertyName({ known, value, onChange }: PropertyNameProps) {
  const shared = { size: 'xs', 'aria-label': 'Name of the property', placeholder: 'Name of the property', value };
  const set = (name: string) => onChange(name.replaceAll(/[^\w-]/g, ''));
  return known.length > 0 ? (
    <Autocomplete {...shared} data={[...known]} filter={({ options }) => options} onChange={set} />
  ) : (
    <TextInput {...shared} onChange={(event) => set(event.currentTarget.value)} />
  );
}
