import { Text } from '@mantine/core';
import type { ReactNode } from 'react';

interface NotAllProps {
  readonly shown: number;
  /** How many there are. Without it, a list that is as long as `most` may have more. */
  readonly total?: number | undefined;
  readonly most?: number;
  /** How to see the others. */
  readonly children: ReactNode;
}

/** A note below a list that is not complete. */
export function NotAll({ shown, total, most, children }: NotAllProps) {
  if (total === undefined ? most === undefined || shown < most : total <= shown) return null;
  return (
    <Text size="sm" c="dimmed" mt="sm" role="note">
      {total === undefined ? `Only ${shown} are shown.` : `${shown} of ${total} are shown.`} {children}
    </Text>
  );
}
