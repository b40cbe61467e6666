// Sends the first requests of a page while the app is still being loaded. `early-requests.ts` takes their responses.
(() => {
  const { first = '' } = document.currentScript?.dataset ?? {};
  if (first === '') return;
  // Read to the end here: a page that takes no response would leave its request open.
  const get = async (path) => {
    const response = await fetch(path, { headers: { accept: 'application/json' }, credentials: 'same-origin' });
    const { status, statusText, headers } = response;
    return new Response(await response.text(), { status, statusText, headers });
  };
  const responses = new Map([[first, get(first)]]);
  const [, automation] = /^\/automations\/([0-9a-f-]{36})$/.exec(location.pathname) ?? [];
  if (automation && first.startsWith('/api/admin/')) {
    const path = `/api/admin/automations/${automation}`;
    // Only for who is signed in: a refusal would be an error in the console.
    const signedIn = responses.get(first).then(async (response) => (await response.clone().json()).me !== null);
    responses.set(
      path,
      signedIn.then((known) => (known ? get(path) : null)),
    );
  }
  for (const response of responses.values()) response.catch(() => {});
  window.earlyResponses = responses;
  // What was not taken by then is out of date.
  setTimeout(() => responses.clear(), 10_000);
})();
