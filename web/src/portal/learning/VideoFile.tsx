import { useRef } from 'react';
import { Video } from '../../ui/lesson/Video';
import { keepPosition } from './player-data';

interface VideoFileProps {
  readonly lessonId: string;
  readonly url: string;
  readonly title: string;
  readonly startAt: number;
  /** Whether to store the position. It is not stored for a free preview of a closed course. */
  readonly kept: boolean;
}

const every = 15;

/** A video file that continues where the member left off, also on another device. */
export function VideoFile({ lessonId, url, title, startAt, kept: keeps }: VideoFileProps) {
  const kept = useRef(startAt);
  const keep = (seconds: number) => {
    kept.current = seconds;
    if (!keeps) return;
    // Losing a few seconds of position is not worth a message.
    keepPosition(lessonId, Math.floor(seconds)).catch(() => undefined);
  };
  return (
    <Video
      src={url}
      title={title}
      onLoadedMetadata={(event) => {
        const video = event.currentTarget;
        if (startAt > 0 && startAt < video.duration - 5) video.currentTime = startAt;
      }}
      onTimeUpdate={(event) => {
        const at = event.currentTarget.currentTime;
        if (Math.abs(at - kept.current) >= every) keep(at);
      }}
      onPause={(event) => keep(event.currentTarget.currentTime)}
    />
  );
}
