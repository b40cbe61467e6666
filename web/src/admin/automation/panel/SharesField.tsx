import { Button, Group, Input, NumberInput, Stack, TextInput } from '@mantine/core';
import { evenly, type SplitPath, splitPaths, splitShare, withoutPath, withPath } from '@perennial/domain/automation';
import { AddButton } from '../../../ui/forms/AddButton';
import { BranchTools } from './BranchTools';

interface SharesFieldProps {
  readonly label: string;
  readonly description: string | undefined;
  readonly error: string | undefined;
  readonly value: unknown;
  readonly onChange: (paths: SplitPath[]) => void;
  /** Removes a path with the steps behind it. */
  readonly onRemove: (port: string, paths: SplitPath[]) => void;
}

/** A path while it is edited: a share that is being typed may be empty. */
function readPath(entry: unknown): SplitPath[] {
  if (typeof entry !== 'object' || entry === null || !('port' in entry) || typeof entry.port !== 'string') return [];
  const label = 'label' in entry && typeof entry.label === 'string' ? entry.label : '';
  const share = 'share' in entry && typeof entry.share === 'number' ? entry.share : 0;
  return [{ port: entry.port, label, share }];
}

/** The paths of a random split with their percentages. */
export function SharesField({ label, description, error, value, onChange, onRemove }: SharesFieldProps) {
  const paths = Array.isArray(value) ? value.flatMap(readPath) : [];
  const change = (index: number, part: Partial<SplitPath>) =>
    onChange(paths.map((path, place) => (place === index ? { ...path, ...part } : path)));
  return (
    <Input.Wrapper label={label} description={description} error={error} labelElement="div">
      <Stack gap="xs" mt={6}>
        {paths.map((path, index) => (
          <Group key={path.port} gap={6} wrap="nowrap" align="flex-end">
            <TextInput
              size="xs"
              label={index === 0 ? 'Name' : undefined}
              aria-label={`Name of path ${index + 1}`}
              placeholder={`Path ${index + 1}`}
              value={path.label}
              onChange={(event) => change(index, { label: event.currentTarget.value })}
              style={{ flex: 1 }}
            />
            <NumberInput
              size="xs"
              label={index === 0 ? 'Share' : undefined}
              aria-label={`Share of path ${index + 1} in percent`}
              suffix="%"
              min={splitShare.least}
              max={splitShare.most}
              allowDecimal={false}
              allowNegative={false}
              value={path.share === 0 ? '' : path.share}
              onChange={(share) => change(index, { share: typeof share === 'number' ? share : 0 })}
              w={84}
            />
            <BranchTools
              name={`path ${index + 1}`}
              ordered={false}
              onRemove={paths.length > splitPaths.least ? () => onRemove(path.port, withoutPath(paths, path.port)) : undefined}
            />
          </Group>
        ))}
        <Group justify="space-between" wrap="nowrap">
          <AddButton disabled={paths.length >= splitPaths.most} onClick={() => onChange(withPath(paths))}>
            Add a path
          </AddButton>
          <Button size="compact-xs" variant="default" onClick={() => onChange(evenly(paths))}>
            Split evenly
          </Button>
        </Group>
      </Stack>
    </Input.Wrapper>
  );
}
