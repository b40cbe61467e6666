import { Button, Center } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { EmptyState } from './States';

/** A page that broke: said plainly, with a way out. */
export function CrashPage() {
  return (
    <Center mih="60vh">
      <EmptyState
        icon={<IconAlertCircle size={22} />}
        title="This page broke"
        action={<Button onClick={() => window.location.reload()}>Load it again</Button>}
      >
        What you saved is safe. If it happens again, tell us what you did just before.
      </EmptyState>
    </Center>
  );
}
