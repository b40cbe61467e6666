const videoFile = /\.(mp4|m4v|webm|mov|ogv|m3u8)$/i;

/** Whether the portal can play what an address names: a video at a host that it embeds, or a video file itself. */
export function isPlayable(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, pathname, username, password } = new URL(address);
  if (protocol !== 'https:' || username || password) return false;
  return embedUrl(address) !== undefined || videoFile.test(pathname);
}

/** Address of a video to put in a frame, from the one a person copies; undefined for a plain file. */
export function embedUrl(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  const parts = url.pathname.split('/').filter(Boolean);
  switch (url.hostname.replace(/^(www|m)\./, '')) {
    case 'youtu.be':
      return youtube(parts[0]);
    case 'youtube.com':
    case 'youtube-nocookie.com':
      if (parts[0] === 'watch') return youtube(url.searchParams.get('v'));
      return ['embed', 'shorts', 'live'].includes(parts[0] ?? '') ? youtube(parts[1]) : undefined;
    case 'vimeo.com':
    case 'player.vimeo.com':
      return vimeo(parts[0] === 'video' ? parts.slice(1) : parts, url.searchParams.get('h'));
    default:
      return undefined;
  }
}

const youtube = (id: string | null | undefined): string | undefined =>
  id && /^[\w-]{6,20}$/.test(id) ? `https://www.youtube-nocookie.com/embed/${id}` : undefined;

/** A video that is not listed has a second part in its address, without which Vimeo does not play it. */
function vimeo([id, second]: readonly string[], parameter: string | null): string | undefined {
  if (!id || !/^\d+$/.test(id)) return undefined;
  const key = second ?? parameter;
  return `https://player.vimeo.com/video/${id}${key && /^[0-9a-f]{6,}$/.test(key) ? `?h=${key}` : ''}`;
}
