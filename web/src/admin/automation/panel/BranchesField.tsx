import { Group, Input, Stack, Text, TextInput } from '@mantine/core';
import { freeBranchId, mostBranches } from '@perennial/domain/automation';
import type { FieldScope } from '@perennial/domain/conditions';
import { AddButton } from '../../../ui/forms/AddButton';
import { ConditionField } from '../../conditions/ConditionField';
import { BranchTools } from './BranchTools';
import { moved } from './moved';
import classes from './Panel.module.css';

interface BranchPath {
  readonly port: string;
  readonly label: string;
  readonly condition: unknown;
}

interface BranchesFieldProps {
  readonly label: string;
  readonly description: string | undefined;
  readonly error: string | undefined;
  readonly value: unknown;
  readonly onChange: (paths: BranchPath[]) => void;
  /** Removes a branch with the steps behind it. */
  readonly onRemove: (port: string, paths: BranchPath[]) => void;
  /** The issue with a part of the setting, by its path in the step. */
  readonly errorAt: (path: string) => string | undefined;
  readonly scope: FieldScope;
}

const isPath = (entry: unknown): entry is BranchPath => typeof entry === 'object' && entry !== null && 'port' in entry;

/** Branches with their conditions, in the order in which they are checked. */
export function BranchesField({ label, description, error, value, onChange, onRemove, errorAt, scope }: BranchesFieldProps) {
  const paths = Array.isArray(value) ? value.filter(isPath) : [];
  const change = (index: number, part: Partial<BranchPath>) =>
    onChange(paths.map((path, place) => (place === index ? { ...path, ...part } : path)));
  const add = () =>
    onChange([
      ...paths,
      { port: freeBranchId(paths.map(({ port }) => port)), label: '', condition: { match: 'all', tests: [] } },
    ]);
  return (
    <Input.Wrapper label={label} description={description} error={error} labelElement="div">
      <Stack gap="xs" mt={6}>
        {paths.map((path, index) => (
          <div key={path.port} className={classes.box}>
            <Group gap={4} wrap="nowrap" align="flex-end">
              <TextInput
                size="xs"
                label={`Branch ${index + 1}`}
                placeholder="Name on the canvas"
                value={path.label}
                error={errorAt(`paths.${index}.label`)}
                onChange={(event) => change(index, { label: event.currentTarget.value })}
                style={{ flex: 1 }}
              />
              <BranchTools
                name={`branch ${index + 1}`}
                onUp={index > 0 ? () => onChange(moved(paths, index, -1)) : undefined}
                onDown={index < paths.length - 1 ? () => onChange(moved(paths, index, 1)) : undefined}
                onRemove={
                  paths.length > 1
                    ? () =>
                        onRemove(
                          path.port,
                          paths.filter((_, place) => place !== index),
                        )
                    : undefined
                }
              />
            </Group>
            <ConditionField
              label="If"
              description={undefined}
              error={errorAt(`paths.${index}.condition`)}
              value={path.condition}
              onChange={(condition) => change(index, { condition })}
              scope={scope}
            />
          </div>
        ))}
        <Text size="xs" c="dimmed">
          Otherwise: everyone to whom no branch applies.
        </Text>
        <AddButton disabled={paths.length >= mostBranches} onClick={add}>
          Add a branch
        </AddButton>
      </Stack>
    </Input.Wrapper>
  );
}
