import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useSearchParams } from 'react-router';
import { showDone } from '../../../ui/feedback/toasts';
import { cardInWords, isSameCard } from './card';
import { confirmCard, type Membership, membershipsKey, settled } from './memberships';

type Before = Pick<Membership, 'card' | 'amountOpen'>;

const keyOf = (id: string): string => `perennial-card-before:${id}`;

/** Stores the state of a membership before its member opened the page for another card. */
export function keepCard({ id, card, amountOpen }: Membership): void {
  try {
    sessionStorage.setItem(keyOf(id), JSON.stringify({ card, amountOpen } satisfies Before));
  } catch {
    // Storage is disabled in this browser, so the card is shown without a comparison.
  }
}

/** Reads and removes the stored state. */
function takeCard(id: string): Before | null {
  try {
    const kept = sessionStorage.getItem(keyOf(id));
    sessionStorage.removeItem(keyOf(id));
    return kept ? (JSON.parse(kept) as Before) : null;
  } catch {
    return null;
  }
}

/** Back from Stripe's page for another card: shows the new card, and whether an open invoice was paid with it. */
export function useCardReturn(): void {
  const queries = useQueryClient();
  const [search, setSearch] = useSearchParams();
  const id = search.get('card');
  const seen = useRef<string | null>(null);
  const { mutate } = useMutation({
    mutationFn: async (membershipId: string) => {
      const before = takeCard(membershipId);
      const after = await confirmCard(membershipId);
      queries.setQueryData<Membership[]>(membershipsKey, (known) =>
        known?.map((membership) => (membership.id === membershipId ? { ...membership, card: after.card } : membership)),
      );
      if (!before || !after.card || isSameCard(before.card, after.card)) return;
      const changed = `Card changed to ${cardInWords(after.card)}.`;
      if (!before.amountOpen) return showDone(changed);
      if (after.amountOpen) await settled(queries, membershipId);
      const now =
        queries.getQueryData<Membership[]>(membershipsKey)?.find((membership) => membership.id === membershipId) ?? after;
      showDone(now.amountOpen ? changed : `Paid with ${cardInWords(after.card)}. Thank you.`);
    },
    meta: { failed: 'The card could not be loaded' },
    onSettled: async () => {
      setSearch({}, { replace: true });
      await queries.invalidateQueries({ queryKey: membershipsKey });
    },
  });
  useEffect(() => {
    if (!id || seen.current === id) return;
    seen.current = id;
    mutate(id);
  }, [id, mutate]);
}
