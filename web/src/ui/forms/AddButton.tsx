import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';

interface AddButtonProps {
  readonly children: string;
  readonly disabled?: boolean;
  readonly onClick: () => void;
}

/** Adds an entry to the rows of a field. */
export const AddButton = ({ children, disabled = false, onClick }: AddButtonProps) => (
  <Button
    size="compact-sm"
    variant="subtle"
    color="gray"
    leftSection={<IconPlus size={13} />}
    style={{ alignSelf: 'flex-start' }}
    disabled={disabled}
    onClick={onClick}
  >
    {children}
  </Button>
);
