import { Button } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconLink } from '@tabler/icons-react';

/** Copies the address of a certificate's public page, to be shown to others. */
export function CopyLink({ address }: { address: string }) {
  const clipboard = useClipboard({ timeout: 2500 });
  const words = clipboard.error ? 'Copy it from the address bar' : clipboard.copied ? 'Link copied' : 'Copy link';
  return (
    <Button
      variant="default"
      leftSection={clipboard.copied ? <IconCheck size={16} /> : <IconLink size={16} />}
      onClick={() => clipboard.copy(address)}
    >
      <span role="status">{words}</span>
    </Button>
  );
}
