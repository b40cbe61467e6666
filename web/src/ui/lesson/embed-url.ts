/** Address of a video to put in a frame, from the one a person copies; undefined for a plain file. */
export function embedUrl(url: string): string | undefined {
  const youtube = /(?:youtube(?:-nocookie)?\.com\/(?:watch\?(?:.*&)?v=|embed\/|shorts\/|live\/)|youtu\.be\/)([\w-]{6,20})/.exec(
    url,
  )?.[1];
  if (youtube) return `https://www.youtube-nocookie.com/embed/${youtube}`;
  // A video that is not listed has a second part in its address, without which Vimeo does not play it.
  const [, vimeo, unlisted] = /vimeo\.com\/(?:video\/)?(\d+)(?:(?:\/|\?(?:.*&)?h=)([0-9a-f]{6,}))?/.exec(url) ?? [];
  return vimeo ? `https://player.vimeo.com/video/${vimeo}${unlisted ? `?h=${unlisted}` : ''}` : undefined;
}
