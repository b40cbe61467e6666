/** The smallest uuidv7 of an instant: a bound for the IDs of events, which keeps partitions before it from being read. */
export function smallestId(at: Date): string {
  const time = Math.max(0, at.getTime()).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`;
}
