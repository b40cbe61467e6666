import { Button, VisuallyHidden } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconLink } from '@tabler/icons-react';

/** Copies the address of a certificate's public page, to be shown to others. */
export function CopyLink({ address }: { address: string }) {
  const clipboard = useClipboard({ timeout: 2500 });
  const said = clipboard.error ? 'Copy it from the address bar' : clipboard.copied ? 'Link copied' : '';
  return (
    <>
      <Button
        variant="default"
        leftSection={clipboard.copied ? <IconCheck size={16} /> : <IconLink size={16} />}
        onClick={() => clipboard.copy(address)}
      >
        {said || 'Copy link'}
      </Button>
      <VisuallyHidden role="status">{said}</VisuallyHidden>
    </>
  );
}
