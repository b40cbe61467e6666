import type { ReactNode } from 'react';
import { AheadContext } from '../../../ui/values/Values';
import { useClock } from './clock';

/** "in 3 days" and "2 hours ago" inside of it are by the clock of a person: their test clock, or real time without one. */
export function BusinessTime({ clockId, children }: { clockId: string | null | undefined; children: ReactNode }) {
  // Until the clock is known, nothing can be said about how far away an instant is.
  return clockId ? (
    <OnTestClock clockId={clockId}>{children}</OnTestClock>
  ) : (
    <AheadContext value={clockId === null ? 0 : null}>{children}</AheadContext>
  );
}

function OnTestClock({ clockId, children }: { clockId: string; children: ReactNode }) {
  const clock = useClock(clockId);
  return <AheadContext value={clock ? Date.parse(clock.now) - Date.now() : null}>{children}</AheadContext>;
}
