import { Button, Center } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { EmptyState } from './States';

/** Shown when a page crashes, with a reload button. */
export function CrashPage() {
  return (
    <Center mih="60vh">
      <EmptyState
        icon={<IconAlertCircle size={22} />}
        title="This page stopped working"
        action={<Button onClick={() => window.location.reload()}>Reload</Button>}
      >
        Your saved changes are safe. If this happens again, tell us what you did just before.
      </EmptyState>
    </Center>
  );
}
