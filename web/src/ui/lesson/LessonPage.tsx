import { Anchor, Box, Text, Title, Typography } from '@mantine/core';
import { embedUrl } from '@perennial/domain/learning';
import type { ReactNode } from 'react';
import classes from './Lesson.module.css';

interface LessonPageProps {
  readonly title: string;
  readonly videoUrl: string | null;
  readonly bodyHtml: string | null;
  /** Plays a video file. */
  readonly file: (url: string) => ReactNode;
  /** Shown below the lesson. */
  readonly children?: ReactNode;
}

/** A lesson as members see it, in the portal and in the preview for staff. */
export function LessonPage({ title, videoUrl, bodyHtml, file, children }: LessonPageProps) {
  return (
    <article className={classes.article}>
      <Title order={1} size="1.75rem" mb="lg">
        {title}
      </Title>
      {videoUrl && (
        <>
          <Box className={classes.video}>
            <Video url={videoUrl} title={title} file={file} />
          </Box>
          {/* A frame does not report a failure, so the link to the video is always shown. */}
          {embedUrl(videoUrl) && (
            <Text size="xs" c="dimmed" mb="md">
              Video not playing?{' '}
              <Anchor href={videoUrl} target="_blank" rel="noreferrer" inherit>
                Open it in a new tab
              </Anchor>
            </Text>
          )}
        </>
      )}
      {bodyHtml && (
        <Typography className={classes.body}>
          {/* biome-ignore lint/security/noDangerouslySetInnerHtml: the api sanitises a lesson when it is written, and the editor knows no scripts */}
          <div dangerouslySetInnerHTML={{ __html: bodyHtml }} />
        </Typography>
      )}
      {children}
    </article>
  );
}

function Video({ url, title, file }: { url: string; title: string; file: (url: string) => ReactNode }) {
  const frame = embedUrl(url);
  if (!frame) return file(url);
  return (
    <iframe
      src={frame}
      title={title}
      allow="fullscreen; picture-in-picture; encrypted-media"
      allowFullScreen
      referrerPolicy="strict-origin-when-cross-origin"
    />
  );
}
