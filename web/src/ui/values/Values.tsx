import { Text, VisuallyHidden } from '@mantine/core';
import { createContext, useContext } from 'react';
import { Hint } from '../overlays/Overlays';
import { browserZone, formatDate, formatInstant, formatRelative } from './instant';
import { formatMoney } from './money';

/** The zone times are shown in: the school's in the admin, the member's in the portal. */
export const ZoneContext = createContext<string>(browserZone());

export const useZone = (): string => useContext(ZoneContext);

/** How far a person's clock is ahead of this computer's. Zero unless they are on a test clock; null while it is not known. */
export const AheadContext = createContext<number | null>(0);

/** How far away an instant is by the clock in scope; null while that is not known. */
function useRelative(at: string): string | null {
  const ahead = useContext(AheadContext);
  return ahead === null ? null : formatRelative(at, Date.now() + ahead);
}

/** How far away an instant is: "in 3 days". Shows nothing while that is not known. */
export function Away({ at, before = '' }: { at: string; before?: string }) {
  const relative = useRelative(at);
  return relative === null ? null : `${before}${relative}`;
}

/** An amount with its currency. */
export function Money({ amount, currency, struck = false }: { amount: number; currency: string; struck?: boolean }) {
  const text = formatMoney(amount, currency);
  return struck ? (
    <s className="p-numbers">
      <VisuallyHidden>old price: </VisuallyHidden>
      {text}
    </s>
  ) : (
    <span className="p-numbers">{text}</span>
  );
}

/** An instant: absolute with its zone, and how far away it is. `short` keeps the absolute one in the tooltip. */
export function Instant({ at, short = false, date = false }: { at: string; short?: boolean; date?: boolean }) {
  const zone = useZone();
  const relative = useRelative(at);
  const absolute = formatInstant(at, zone);
  if (short || date) {
    return (
      <Hint label={date && relative ? `${absolute}, ${relative}` : absolute}>
        <time dateTime={at} className="p-numbers">
          {date ? formatDate(at, zone) : (relative ?? formatDate(at, zone))}
        </time>
      </Hint>
    );
  }
  return (
    <time dateTime={at} className="p-numbers">
      {absolute}
      {relative && (
        <Text span c="dimmed" inherit>
          {' '}
          ({relative})
        </Text>
      )}
    </time>
  );
}
