/** From so many runs on that enter an automation together, they wait as a group. One person brings fewer. */
const fewest = 10;
/** A group reads its members so long before its minute begins that the timer of the first of them counts from the wall clock. */
const ahead = 1_000;
/** Members that are due within this time of each other are advanced together. */
const tick = 1_000;
/** A group whose minute is further away will read its members again, whatever happens to it in between. */
const near = 60_000;

/** Whether runs that enter one automation together are so many that they wait as a group. */
export const waitsTogether = (runs: number): boolean => runs >= fewest;

/** Key of the group of an automation for the minute in which a wait is due: `{automation}-{minute}`, in UTC. */
export const waitGroupKey = (automationId: string, dueAt: Date): string =>
  `${automationId}-${dueAt
    .toISOString()
    .slice(0, 16)
    .replace(/[^0-9]/g, '')}`;

/** Automation and minute of a {@link waitGroupKey}; null for any other text. */
export function readWaitGroupKey(key: string): { readonly automationId: string; readonly begins: Date } | null {
  const found = /^([0-9a-f-]{36})-(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})$/.exec(key);
  if (!found) return null;
  const [, automationId = '', year, month, day, hour, minutes] = found;
  const begins = new Date(`${year}-${month}-${day}T${hour}:${minutes}:00Z`);
  return Number.isNaN(begins.getTime()) ? null : { automationId, begins };
}

/** Whether a group may be reading its members for the last time: one that joins has to signal it. */
export const isNear = (begins: Date, now: Date): boolean => begins.getTime() - now.getTime() < near;

/**
 * When a group reads its members again; null once its minute has come and it has none. Before its minute it waits for that, whoever
 * joins or leaves.
 * @param nextDue of the members that are not due
 */
export function nextCheck(begins: Date, nextDue: Date | null, now: Date): Date | null {
  const reads = begins.getTime() - ahead;
  if (now.getTime() < reads) return new Date(reads);
  return nextDue && new Date(Math.max(nextDue.getTime(), now.getTime() + tick));
}
