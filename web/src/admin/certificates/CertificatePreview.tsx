import { Alert, Box, Button, Group, Skeleton, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconDownload } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { messageOf } from '../../ui/api/failure';
import classes from './Certificates.module.css';
import { type CertificateTemplate, previewPdf } from './certificate';
import { drawFirstPage } from './pdf-picture';

/** Certificate preview; the last one stays until the next is drawn. */
export function CertificatePreview({ template, valid }: { template: CertificateTemplate; valid: boolean }) {
  const now = JSON.stringify(template);
  const [source] = useDebouncedValue(now, 600);
  const settled = now === source;
  const preview = useQuery({
    queryKey: ['certificate-preview', source],
    queryFn: ({ signal }) => previewPdf(JSON.parse(source) as CertificateTemplate, signal),
    enabled: valid && settled,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  });
  const address = useObjectUrl(preview.data);
  return (
    <>
      {preview.isError && (
        <Alert color="red" variant="light" mb="sm" role="alert">
          {messageOf(preview.error)}
        </Alert>
      )}
      {preview.data ? (
        <Picture pdf={preview.data} dim={!valid || !settled || preview.isFetching} />
      ) : (
        !preview.isError && <Skeleton className={classes.paper ?? ''} />
      )}
      <Group justify="space-between" mt="xs" wrap="nowrap">
        <Text size="xs" c="dimmed">
          Shown with a sample name and course. Certificates already issued do not change.
        </Text>
        {address && (
          <Button
            component="a"
            href={address}
            download="certificate-preview.pdf"
            size="compact-sm"
            variant="subtle"
            color="gray"
            leftSection={<IconDownload size={14} />}
            style={{ flex: 'none' }}
          >
            PDF
          </Button>
        )}
      </Group>
    </>
  );
}

function Picture({ pdf, dim }: { pdf: Blob; dim: boolean }) {
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [state, setState] = useState<'drawing' | 'drawn' | 'failed'>('drawing');
  useEffect(() => {
    let over = false;
    drawFirstPage(pdf, Math.max(600, frame.current?.clientWidth ?? 0) * window.devicePixelRatio).then(
      (picture) => {
        const shown = canvas.current;
        if (over || !shown) return;
        shown.width = picture.width;
        shown.height = picture.height;
        shown.getContext('2d')?.drawImage(picture, 0, 0);
        setState('drawn');
      },
      () => over || setState('failed'),
    );
    return () => {
      over = true;
    };
  }, [pdf]);
  if (state === 'failed') {
    return (
      <Alert color="yellow" variant="light">
        Your browser cannot display the PDF. Download it to view it.
      </Alert>
    );
  }
  return (
    <Box ref={frame} className={classes.paper} data-dim={dim || undefined} aria-busy={dim}>
      {state === 'drawing' && <Skeleton h="100%" />}
      <canvas ref={canvas} role="img" aria-label="Certificate preview" className={classes.picture} hidden={state === 'drawing'} />
    </Box>
  );
}

/** An object URL for bytes in memory, revoked when they are no longer shown. */
function useObjectUrl(blob: Blob | undefined): string | null {
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    if (!blob) return;
    const made = URL.createObjectURL(blob);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [blob]);
  return address;
}
