import { Text, Tooltip, VisuallyHidden } from '@mantine/core';
import { createContext, useContext } from 'react';
import { browserZone, formatDate, formatInstant, formatRelative } from './instant';
import { formatMoney } from './money';

/** The zone times are shown in: the school's in the admin, the member's in the portal. */
export const ZoneContext = createContext<string>(browserZone());

export const useZone = (): string => useContext(ZoneContext);

/** How far the clock that a person lives by is ahead of this computer's: not at all, unless they are on a test clock. */
export const AheadContext = createContext(0);

const useNow = (): number => Date.now() + useContext(AheadContext);

/** How far away an instant is: "in 3 days". */
export function Away({ at }: { at: string }) {
  return formatRelative(at, useNow());
}

/** An amount with its currency. */
export function Money({ amount, currency, struck = false }: { amount: number; currency: string; struck?: boolean }) {
  const text = formatMoney(amount, currency);
  return struck ? (
    <s className="p-numbers">
      <VisuallyHidden>before </VisuallyHidden>
      {text}
    </s>
  ) : (
    <span className="p-numbers">{text}</span>
  );
}

/** An instant: absolute with its zone, and how far away it is. `short` keeps the absolute one in the tooltip. */
export function Instant({ at, short = false, date = false }: { at: string; short?: boolean; date?: boolean }) {
  const zone = useZone();
  const now = useNow();
  const absolute = formatInstant(at, zone);
  if (short || date) {
    return (
      <Tooltip label={date ? `${absolute}, ${formatRelative(at, now)}` : absolute}>
        <time dateTime={at} className="p-numbers">
          {date ? formatDate(at, zone) : formatRelative(at, now)}
        </time>
      </Tooltip>
    );
  }
  return (
    <time dateTime={at} className="p-numbers">
      {absolute}{' '}
      <Text span c="dimmed" inherit>
        ({formatRelative(at, now)})
      </Text>
    </time>
  );
}
