declare global {
  interface Window {
    /** Responses to requests that `early-requests.js` sent, by path; null where it sent none. */
    earlyResponses?: Map<string, Promise<Response | null>>;
  }
}

/** `fetch`, except for the first request of a page that was sent while the app was still being loaded. */
export async function fetchOrTakeEarly(request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const responses = globalThis.window?.earlyResponses;
  const early = request.method === 'GET' && search === '' ? responses?.get(pathname) : undefined;
  if (!early) return fetch(request);
  responses?.delete(pathname);
  // After a failure, the client sends the request again and handles its failure like any other.
  return (await early.catch(() => null)) ?? fetch(request);
}
