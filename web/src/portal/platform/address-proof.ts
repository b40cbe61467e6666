import { answer, api } from '../../ui/api/client';

/**
 * The proof from a button in an email. It is removed from the address before the router reads it, so that it is not in the
 * history or in copied links, and sent before the session is loaded.
 */
function takeProof(): string | null {
  const url = new URL(window.location.href);
  const proof = url.searchParams.get('proof');
  // The unsubscribe page has its own proof, which it reads itself.
  if (proof === null || url.pathname === '/unsubscribe') return null;
  url.searchParams.delete('proof');
  window.history.replaceState(window.history.state, '', url.pathname + url.search + url.hash);
  return proof;
}

const proof = takeProof();

/** Resolves once the proof was sent. A rejected proof has no effect, so a failure is not an error of the page. */
export const proofTaken: Promise<unknown> =
  proof === null ? Promise.resolve() : answer(api.POST('/api/portal/session/proof', { body: { proof } })).catch(() => null);
