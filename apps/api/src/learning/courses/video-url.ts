const embedHosts = new Set([
  'youtube.com',
  'www.youtube.com',
  'm.youtube.com',
  'youtu.be',
  'www.youtube-nocookie.com',
  'vimeo.com',
  'www.vimeo.com',
  'player.vimeo.com',
]);
const videoFile = /\.(mp4|m4v|webm|mov|ogv|m3u8)$/i;

/** Whether the portal can play what an address names: a film at a host we know how to embed, or a film file itself. */
export function isPlayable(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, pathname, username, password } = new URL(address);
  if (protocol !== 'https:' || username || password) return false;
  return embedHosts.has(hostname) || videoFile.test(pathname);
}
