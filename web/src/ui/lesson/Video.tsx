import { Alert, Anchor, Text } from '@mantine/core';
import { IconMovieOff } from '@tabler/icons-react';
import { type ComponentProps, useState } from 'react';

/** A video file. If it cannot be loaded, a message with a link is shown instead of an empty box. */
export function Video({ src, title, ...props }: Omit<ComponentProps<'video'>, 'src' | 'title'> & { src: string; title: string }) {
  const [failed, setFailed] = useState(false);
  if (failed)
    return (
      <Alert
        color="yellow"
        variant="default"
        h="100%"
        icon={<IconMovieOff size={18} />}
        title="This video could not be loaded"
        role="status"
      >
        <Text size="sm">
          Check your connection and load the page again, or{' '}
          <Anchor href={src} target="_blank" rel="noreferrer" inherit>
            open the video in a new tab
          </Anchor>
          .
        </Text>
      </Alert>
    );
  return (
    <video src={src} controls playsInline preload="metadata" aria-label={title} onError={() => setFailed(true)} {...props} />
  );
}
