import type { ReactNode } from 'react';
import { AheadContext } from '../../../ui/values/Values';
import { useClock } from './clock';

/** "in 3 days" and "2 hours ago" inside it follow the clock of a person: their test clock, or else real time. */
export function BusinessTime({ clockId, children }: { clockId: string | null | undefined; children: ReactNode }) {
  // Without the clock, the distance to an instant is unknown.
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
