import { Button, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';

interface SubmitRowProps {
  readonly children: string;
  readonly pending: boolean;
  /** Nothing to save, or the person may not. */
  readonly disabled?: boolean;
  /** Why the form cannot be saved. */
  readonly note?: ReactNode;
}

/** The end of a form: its submit button, to the right. */
export function SubmitRow({ children, pending, disabled = false, note }: SubmitRowProps) {
  return (
    <Group justify="flex-end">
      {note && (
        <Text size="sm" c="dimmed">
          {note}
        </Text>
      )}
      <Button type="submit" loading={pending} disabled={disabled}>
        {children}
      </Button>
    </Group>
  );
}
