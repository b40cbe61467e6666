import { Alert, Box, SegmentedControl, Skeleton, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import type { MailAudience, MailTemplate } from '@perennial/domain/messaging';
import { useState } from 'react';
import { messageOf } from '../../ui/api/failure';
import { useMailPreview } from './email-settings';
import classes from './TemplateEditor.module.css';

interface MailPreviewPaneProps {
  readonly id: string;
  readonly template: MailTemplate;
  readonly eventType: string;
  readonly audience?: MailAudience | undefined;
  readonly valid: boolean;
}

const widths = { Computer: 600, Phone: 360 } as const;

/** Preview of the email with sample data. The frame runs no scripts and has no network access. */
export function MailPreviewPane({ id, template, eventType, audience, valid }: MailPreviewPaneProps) {
  const [device, setDevice] = useState<keyof typeof widths>('Computer');
  const [source] = useDebouncedValue(JSON.stringify(template), 350);
  const preview = useMailPreview(id, source, { eventType, audience, enabled: valid });
  const mail = preview.data;
  return (
    <aside className={classes.preview} aria-label="Preview">
      <SegmentedControl
        size="xs"
        aria-label="Width of the preview"
        data={['Computer', 'Phone']}
        value={device}
        onChange={(value) => setDevice(value === 'Phone' ? 'Phone' : 'Computer')}
        mb="sm"
      />
      {preview.isError && (
        <Alert color="red" variant="light" mb="sm">
          {messageOf(preview.error)}
        </Alert>
      )}
      {mail && mail.unknownVariables.length > 0 && (
        <Alert
          color="yellow"
          variant="light"
          mb="sm"
          title="An email sent after this event does not have these values; they stay empty"
        >
          {mail.unknownVariables.join(', ')}
        </Alert>
      )}
      {mail ? (
        <Box className={classes.mail} data-dim={!valid || preview.isFetching || undefined} maw={widths[device]}>
          <Box className={classes.subject}>
            <Text fw={600}>{mail.subject}</Text>
            <Text size="sm" c="dimmed" truncate>
              {mail.previewText}
            </Text>
          </Box>
          <iframe title="Preview of the email" sandbox="" srcDoc={mail.html} className={classes.frame} />
        </Box>
      ) : (
        !preview.isError && <Skeleton height={480} radius="lg" />
      )}
    </aside>
  );
}
