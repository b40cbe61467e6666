import { addMilliseconds, compareInstants, formatLocal, isInWindow, laterOf, nextInWindow } from '../calendar/index.js';
import { EmailLimits } from '../school/email-limits.js';

const hour = 3_600_000;
const day = 24 * hour;

/** Limits on a number of emails, with the time for which an email counts after it was sent. */
const caps = [
  { limit: 'perDay', countsFor: day, unit: 'day' },
  { limit: 'perWeek', countsFor: 7 * day, unit: 'week' },
] as const;

/** An email that was sent so many milliseconds ago counts against no limit. */
export const longestCountMs = 7 * day;

/** An email waits this long for another one that goes first and is being sent at the same moment, in milliseconds. */
const turnMs = 60_000;

/** What decides about a marketing email to one person. Instants are ISO 8601. */
export interface EmailTurn {
  /** The person's own now. */
  readonly now: string;
  readonly zone: string;
  /** Since when the email has been held; now for one that has not. */
  readonly since: string;
  /** When marketing emails were sent to the person. */
  readonly sent: readonly string[];
  /** How many other held emails could be sent now as well and go first. */
  readonly ahead: number;
}

/** What becomes of a marketing email that is due. */
export type EmailDecision =
  | { readonly kind: 'send' }
  | { readonly kind: 'hold'; readonly until: string; readonly reason: string }
  | { readonly kind: 'giveUp'; readonly reason: string };

/** Reads stored limits; null if there are none. */
export function readEmailLimits(stored: unknown): EmailLimits | null {
  const { data } = EmailLimits.safeParse(stored);
  return data && (data.quietFrom || hasCaps(data)) ? data : null;
}

/** Whether the number of emails is limited, so that earlier ones count. */
export const hasCaps = ({ perDay, perWeek }: EmailLimits): boolean => perDay !== null || perWeek !== null;

/** Decides whether a marketing email is sent now, is held for later, or has been held for too long. */
export function decideMarketingEmail(limits: EmailLimits, { now, zone, since, sent, ahead }: EmailTurn): EmailDecision {
  const { at, reasons } = nextAllowed(limits, { now, zone, sent });
  const held = (until: string, why: string): EmailDecision => {
    const latest = addMilliseconds(since, limits.giveUpAfterDays * day);
    if (compareInstants(until, latest) <= 0)
      return { kind: 'hold', until, reason: `Held until ${formatLocal(until, zone)}: ${why}.` };
    const longest = limits.giveUpAfterDays === 1 ? '1 day' : `${limits.giveUpAfterDays} days`;
    return {
      kind: 'giveUp',
      reason: `Not sent: it would have been held until ${formatLocal(until, zone)}, and emails are held for at most ${longest}. The reason: ${why}.`,
    };
  };
  if (compareInstants(at, now) > 0) return held(at, reasons.join(' and '));
  if (capacityAt(limits, now, sent) <= ahead) return held(addMilliseconds(now, turnMs), 'another marketing email goes first');
  return { kind: 'send' };
}

/** The first moment from now on at which a marketing email may be sent, with the limits that forbid it until then. */
export function nextAllowed(
  limits: EmailLimits,
  { now, zone, sent }: Pick<EmailTurn, 'now' | 'zone' | 'sent'>,
): { readonly at: string; readonly reasons: readonly string[] } {
  const reasons: string[] = [];
  let at = now;
  for (const { limit, countsFor, unit } of caps) {
    const free = freeFrom(limits[limit], countsFor, sent);
    if (free === null || compareInstants(free, now) <= 0) continue;
    reasons.push(`at most ${emailsIn(limits[limit] ?? 0)} a ${unit}`);
    at = laterOf(at, free);
  }
  const loud = afterQuiet(limits, at, zone);
  if (compareInstants(loud, at) > 0) reasons.push(`quiet hours from ${limits.quietFrom} to ${limits.quietTo}`);
  return { at: loud, reasons };
}

/** From when one more email keeps a cap; null if it always does. */
function freeFrom(cap: number | null, countsFor: number, sent: readonly string[]): string | null {
  if (cap === null) return null;
  const newest = [...sent].sort(compareInstants).reverse();
  const full = newest[cap - 1];
  return full === undefined ? null : addMilliseconds(full, countsFor);
}

/** How many emails may be sent at a moment. */
function capacityAt(limits: EmailLimits, now: string, sent: readonly string[]): number {
  const capacities = caps.map(({ limit, countsFor }) => {
    const cap = limits[limit];
    if (cap === null) return Number.POSITIVE_INFINITY;
    return cap - sent.filter((at) => compareInstants(addMilliseconds(at, countsFor), now) > 0).length;
  });
  return Math.min(...capacities);
}

/** The first moment at or after an instant that is outside the quiet hours. */
function afterQuiet({ quietFrom, quietTo }: EmailLimits, instant: string, zone: string): string {
  if (!quietFrom || !quietTo) return instant;
  const open = openWindows(quietFrom, quietTo);
  if (open.some((window) => isInWindow(instant, zone, window))) return instant;
  const openings = open.map((window) => nextInWindow(instant, zone, window));
  return openings.reduce((first, other) => (compareInstants(other, first) < 0 ? other : first));
}

/** The rest of the day: one window where the quiet hours include midnight, and otherwise one on each side of them. */
function openWindows(from: string, to: string) {
  const window = (opens: string | null, closes: string | null) => ({ weekdays: [], from: opens, to: closes });
  if (from > to) return [window(to, from)];
  return from === '00:00' ? [window(to, null)] : [window(null, from), window(to, null)];
}

/** The limits in a clause: “at most 2 a week, not between 21:00 and 08:00 their time”. */
export function describeEmailLimits(limits: EmailLimits): string {
  const { quietFrom, quietTo } = limits;
  const counts = caps.flatMap(({ limit, unit }) => (limits[limit] === null ? [] : [`${limits[limit]} a ${unit}`]));
  return [
    ...(counts.length > 0 ? [`at most ${counts.join(' and ')}`] : []),
    ...(quietFrom ? [`not between ${quietFrom} and ${quietTo} their time`] : []),
  ].join(', ');
}

const emailsIn = (count: number): string => (count === 1 ? '1 marketing email' : `${count} marketing emails`);
