import { Alert, Button, Group, Text } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';

interface ChangedElsewhereProps {
  /** Nothing is shown unless somebody else changed what is being edited here. */
  readonly shown: boolean;
  /** What is here cannot be saved over theirs. */
  readonly stale?: boolean;
  /** Shows theirs and discards the input. */
  readonly onLoad: () => void;
}

/** Somebody else saved what is being edited here. */
export function ChangedElsewhere({ shown, stale = false, onLoad }: ChangedElsewhereProps) {
  if (!shown) return null;
  return (
    <Alert color="yellow" variant="light" mb="md" icon={<IconUsers size={18} />} title="Changed by someone else" role="status">
      <Group justify="space-between" gap="sm">
        <Text size="sm">
          {stale ? 'Your version cannot be saved over theirs.' : 'Saving replaces their changes with yours.'} Loading theirs
          discards yours.
        </Text>
        <Button size="xs" variant="default" onClick={onLoad}>
          Load theirs
        </Button>
      </Group>
    </Alert>
  );
}
