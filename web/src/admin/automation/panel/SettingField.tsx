import { Chip, Group, Input, NumberInput, Select, Switch, Textarea, TextInput } from '@mantine/core';
import { type FormField } from '@perennial/domain/automation';
import { eventFields, type FieldScope } from '@perennial/domain/conditions';
import type { z } from 'zod';
import { ZoneSelect } from '../../../ui/forms/ZoneSelect';
import { ConditionField } from '../../conditions/ConditionField';
import { asLookupKind } from '../../platform/records/lookup';
import { RecordSelect } from '../../platform/records/RecordSelect';
import { TagSelect } from '../../platform/records/TagSelect';
import { BodyFieldsInput } from '../webhooks/BodyFieldsInput';
import { BodyPathInput } from '../webhooks/BodyPathInput';
import { BranchesField } from './BranchesField';
import { EarlierStepField } from './EarlierStepField';
import { EventPathsField } from './EventPathsField';
import { defaultOf, enumValues } from './enum-values';
import { triggerOptions } from './event-options';
import { FieldValueSetting } from './FieldValueSetting';
import { PairsField } from './PairsField';
import { SharesField } from './SharesField';

export interface SettingFieldProps {
  readonly nodeId: string;
  readonly field: FormField;
  readonly schema: z.core.$ZodType | undefined;
  readonly value: unknown;
  /** All settings of the step. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly onChange: (value: unknown) => void;
  /** Removes a branch with the steps that only it leads to; `value` is the setting without it. */
  readonly onRemoveBranch: (port: string, value: unknown) => void;
  readonly error: string | undefined;
  /** The issue with a part of the setting, by its path in the step: `paths.0.condition`. */
  readonly errorAt: (path: string) => string | undefined;
  /** Fields that conditions and dates of this step may refer to. */
  readonly scope: FieldScope;
}

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The input for a setting, chosen by its schema. */
export function SettingField(props: SettingFieldProps) {
  const { nodeId, field, schema, value, config, onChange, onRemoveBranch, error, errorAt, scope } = props;
  const shared = { label: field.title, description: field.help, error };
  switch (field.control) {
    case 'text':
      return <TextInput {...shared} value={textOf(value)} onChange={(event) => onChange(event.currentTarget.value)} />;
    case 'textarea':
      return (
        <Textarea
          {...shared}
          autosize
          minRows={3}
          value={textOf(value)}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    case 'number':
      return (
        <NumberInput
          {...shared}
          allowDecimal={false}
          value={typeof value === 'number' ? value : ''}
          onChange={(next) => onChange(typeof next === 'number' ? next : null)}
        />
      );
    case 'select':
      return (
        <Select
          {...shared}
          data={enumValues(schema).map((option) => ({ value: option, label: field.options?.[option] ?? option }))}
          value={textOf(value) || defaultOf(schema)}
          onChange={onChange}
        />
      );
    case 'switch':
      return <Switch {...shared} checked={value === true} onChange={(event) => onChange(event.currentTarget.checked)} />;
    case 'reference':
      if (field.reference === 'tag') {
        return <TagSelect {...shared} value={textOf(value) || null} onChange={(id) => onChange(id ?? '')} />;
      }
      return (
        <RecordSelect
          {...shared}
          kind={asLookupKind(field.reference) ?? 'product'}
          value={textOf(value) || null}
          onChange={(next) =>
            onChange(
              next ?? (field.reference === 'course' || field.reference === 'plan' || field.reference === 'segment' ? null : ''),
            )
          }
        />
      );
    case 'date':
    case 'time':
      return (
        <TextInput
          {...shared}
          type={field.control}
          value={textOf(value)}
          onChange={(event) => onChange(event.currentTarget.value || null)}
        />
      );
    case 'zone':
      return <ZoneSelect {...shared} clearable value={textOf(value) || null} onChange={onChange} />;
    case 'weekdays':
      return (
        <Input.Wrapper {...shared} labelElement="div">
          <Chip.Group
            multiple
            value={Array.isArray(value) ? value.map(String) : []}
            onChange={(days) => onChange(days.map(Number).sort())}
          >
            <Group gap={4} mt={6}>
              {weekdays.map((day, index) => (
                <Chip key={day} value={String(index + 1)} size="xs" radius="md">
                  {day}
                </Chip>
              ))}
            </Group>
          </Chip.Group>
        </Input.Wrapper>
      );
    case 'eventType':
      return <Select {...shared} searchable data={triggerOptions} value={textOf(value) || null} onChange={onChange} />;
    case 'eventField':
      return (
        <Select
          {...shared}
          placeholder="Choose"
          data={dateFields(scope)}
          value={textOf(value) || null}
          onChange={onChange}
          nothingFoundMessage="This event has no dates"
        />
      );
    case 'earlierStep':
      return <EarlierStepField {...shared} nodeId={nodeId} value={value} onChange={onChange} />;
    case 'condition':
      return <ConditionField {...shared} value={value} onChange={onChange} scope={scope} />;
    case 'eventPaths':
      return <EventPathsField {...shared} value={value} onChange={onChange} onRemove={onRemoveBranch} />;
    case 'branches':
      return (
        <BranchesField {...shared} value={value} onChange={onChange} onRemove={onRemoveBranch} errorAt={errorAt} scope={scope} />
      );
    case 'shares':
      return <SharesField {...shared} value={value} onChange={onChange} onRemove={onRemoveBranch} />;
    case 'fieldValue':
      return <FieldValueSetting {...shared} fieldId={config.field} value={value} onChange={onChange} />;
    case 'pairs':
      return <PairsField {...shared} value={value} onChange={onChange} />;
    case 'bodyPath':
      return <BodyPathInput {...shared} value={textOf(value)} onChange={onChange} />;
    case 'bodyFields':
      return <BodyFieldsInput {...shared} value={value} onChange={onChange} errorAt={errorAt} />;
  }
}

/** Dates of the events that start this automation. */
function dateFields(scope: FieldScope): { value: string; label: string }[] {
  const fields = scope.eventTypes.flatMap((type) => eventFields(type).filter((field) => field.type === 'instant'));
  return [...new Map(fields.map(({ name, label }) => [name, { value: name, label }])).values()];
}
