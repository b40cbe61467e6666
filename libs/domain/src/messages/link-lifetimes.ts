const hour = 60;
const day = 24 * hour;

/** How long a link that signs somebody in works, in minutes, by what it is for. One that was asked for is used at once. */
export const linkLifetimes = { sign_in: 30, reset_password: hour, welcome: 7 * day } as const;

/** "30 minutes", "1 hour", "7 days": what a mail says of its link. */
export function lifetimeInWords(purpose: keyof typeof linkLifetimes): string {
  const minutes = linkLifetimes[purpose];
  const counted = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? '' : 's'}`;
  if (minutes % day === 0) return counted(minutes / day, 'day');
  return minutes % hour === 0 ? counted(minutes / hour, 'hour') : counted(minutes, 'minute');
}
