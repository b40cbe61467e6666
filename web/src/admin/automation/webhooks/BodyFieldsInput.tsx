import { ActionIcon, Group, Input, Stack, TextInput } from '@mantine/core';
import { dataNameFor, type WebhookField, webhookLimits } from '@perennial/domain/automation';
import { IconX } from '@tabler/icons-react';
import { AddButton } from '../../../ui/forms/AddButton';
import { BodyPathInput } from './BodyPathInput';

interface BodyFieldsInputProps {
  readonly label: string;
  readonly description: string | undefined;
  readonly error: string | undefined;
  readonly value: unknown;
  readonly onChange: (fields: WebhookField[]) => void;
  /** The issue with a part of the setting, by its path in the step: `fields.0.name`. */
  readonly errorAt: (path: string) => string | undefined;
}

const isField = (entry: unknown): entry is WebhookField =>
  typeof entry === 'object' && entry !== null && 'path' in entry && 'name' in entry;

/** Fields of a body, each with its name in conditions and emails. */
export function BodyFieldsInput({ label, description, error, value, onChange, errorAt }: BodyFieldsInputProps) {
  const fields = Array.isArray(value) ? value.filter(isField) : [];
  const change = (index: number, part: Partial<WebhookField>) =>
    onChange(fields.map((field, place) => (place === index ? { ...field, ...part } : field)));
  // A name that nobody chose follows the path.
  const choosePath = (index: number, path: string) => {
    const { name = '', path: before = '' } = fields[index] ?? {};
    const isOurs = name === '' || name === dataNameFor(before);
    change(index, { path, ...(isOurs && { name: path === '' ? '' : dataNameFor(path) }) });
  };
  return (
    <Input.Wrapper label={label} description={description} error={error} labelElement="div">
      <Stack gap={6} mt={4}>
        {fields.map((field, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: fields have no identity and keep no state
          <Group key={index} gap={6} wrap="nowrap" align="flex-start">
            <BodyPathInput
              size="xs"
              aria-label={`Field ${index + 1}`}
              value={field.path}
              onChange={(path) => choosePath(index, path)}
              error={errorAt(`fields.${index}.path`)}
              style={{ flex: 1 }}
            />
            <TextInput
              size="xs"
              aria-label={`Name of field ${index + 1}`}
              placeholder="Name"
              value={field.name}
              onChange={(event) => change(index, { name: event.currentTarget.value })}
              error={errorAt(`fields.${index}.name`)}
              style={{ flex: 1 }}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`Remove ${field.name || `field ${index + 1}`}`}
              onClick={() => onChange(fields.filter((_, place) => place !== index))}
            >
              <IconX size={13} />
            </ActionIcon>
          </Group>
        ))}
        <AddButton disabled={fields.length >= webhookLimits.fields} onClick={() => onChange([...fields, { path: '', name: '' }])}>
          Add a field
        </AddButton>
      </Stack>
    </Input.Wrapper>
  );
}
