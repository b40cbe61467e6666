import { ActionIcon, Group, Input, Stack, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { AddButton } from '../../../ui/forms/AddButton';

interface Pair {
  readonly name: string;
  readonly value: string;
  /** Id of a stored value that is not shown again. */
  readonly secret?: string | null;
}

interface PairsFieldProps {
  readonly label: string;
  readonly description: string | undefined;
  readonly error: string | undefined;
  readonly value: unknown;
  readonly onChange: (pairs: Pair[]) => void;
}

const isPair = (entry: unknown): entry is Pair =>
  typeof entry === 'object' && entry !== null && 'name' in entry && 'value' in entry;

/** Names with values, such as headers. */
export function PairsField({ label, description, error, value, onChange }: PairsFieldProps) {
  const pairs = Array.isArray(value) ? value.filter(isPair) : [];
  const change = (index: number, part: Partial<Pair>) =>
    onChange(pairs.map((pair, place) => (place === index ? { ...pair, ...part } : pair)));
  return (
    <Input.Wrapper label={label} description={description} error={error} labelElement="div">
      <Stack gap={6} mt={4}>
        {pairs.map((pair, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: pairs have no identity and keep no state
          <Group key={index} gap={6} wrap="nowrap">
            <TextInput
              size="xs"
              aria-label={`${label}: name ${index + 1}`}
              placeholder="Name"
              value={pair.name}
              onChange={(event) => change(index, { name: event.currentTarget.value })}
            />
            <TextInput
              size="xs"
              aria-label={`${label}: value ${index + 1}`}
              placeholder={pair.secret ? 'Stored. Type to replace it.' : 'Value'}
              value={pair.value}
              onChange={(event) => change(index, { value: event.currentTarget.value, ...(pair.secret && { secret: null }) })}
              style={{ flex: 1 }}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`Remove ${pair.name || `row ${index + 1}`}`}
              onClick={() => onChange(pairs.filter((_, place) => place !== index))}
            >
              <IconX size={13} />
            </ActionIcon>
          </Group>
        ))}
        <AddButton onClick={() => onChange([...pairs, { name: '', value: '' }])}>Add</AddButton>
      </Stack>
    </Input.Wrapper>
  );
}
