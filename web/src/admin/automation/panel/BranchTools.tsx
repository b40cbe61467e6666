import { ActionIcon, Group } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react';

interface BranchToolsProps {
  /** How the labels of the buttons call it. */
  readonly name: string;
  readonly onUp?: (() => void) | undefined;
  readonly onDown?: (() => void) | undefined;
  /** Absent for a branch that cannot be removed. */
  readonly onRemove: (() => void) | undefined;
  /** Whether branches have an order that matters. */
  readonly ordered?: boolean;
}

/** Moves a branch up or down, and removes it. */
export function BranchTools({ name, onUp, onDown, onRemove, ordered = true }: BranchToolsProps) {
  return (
    <Group gap={0} wrap="nowrap">
      {ordered && (
        <>
          <ActionIcon variant="subtle" color="gray" disabled={!onUp} aria-label={`Move ${name} up`} onClick={onUp}>
            <IconArrowUp size={14} />
          </ActionIcon>
          <ActionIcon variant="subtle" color="gray" disabled={!onDown} aria-label={`Move ${name} down`} onClick={onDown}>
            <IconArrowDown size={14} />
          </ActionIcon>
        </>
      )}
      <ActionIcon variant="subtle" color="gray" disabled={!onRemove} aria-label={`Remove ${name}`} onClick={onRemove}>
        <IconTrash size={14} />
      </ActionIcon>
    </Group>
  );
}
