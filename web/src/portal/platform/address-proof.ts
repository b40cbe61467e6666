import { answer, api } from '../../ui/api/client';

/**
 * The proof that a button of an email carries. It is taken out of the address before the router reads it, so that it
 * stands in no history and no copied link, and handed over before anything asks who is signed in.
 */
function takeProof(): string | null {
  const url = new URL(window.location.href);
  const proof = url.searchParams.get('proof');
  // The page to unsubscribe has a proof of its own, which it reads itself.
  if (proof === null || url.pathname === '/unsubscribe') return null;
  url.searchParams.delete('proof');
  window.history.replaceState(window.history.state, '', url.pathname + url.search + url.hash);
  return proof;
}

const proof = takeProof();

/** Settles once the proof was handed over. A proof that is not taken changes nothing, so a failure is no failure of the page. */
export const proofTaken: Promise<unknown> =
  proof === null ? Promise.resolve() : answer(api.POST('/api/portal/session/proof', { body: { proof } })).catch(() => null);
