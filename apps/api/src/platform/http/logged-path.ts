/** The path of a request for the log. The address of a webhook ends with its secret, which is left out, however it is spelled. */
export function loggedPath(url: string): string {
  const [path = ''] = url.split('?');
  const parts = decoded(path).split('/');
  const hooks = parts.findIndex((part) => part.toLowerCase() === 'hooks');
  return hooks < 0 ? path : [...parts.slice(0, hooks + 2), '…'].join('/');
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
