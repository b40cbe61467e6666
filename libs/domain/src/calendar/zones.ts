import { Temporal } from 'temporal-polyfill/implementation';

/** Whether a name is a zone of the IANA database ("Europe/Berlin"). A bare offset is not, because it has no clock changes. */
export function isZone(name: unknown): name is string {
  if (typeof name !== 'string' || !/^[A-Za-z][\w/+-]{1,63}$/.test(name)) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}

/** The first valid zone of those named, else UTC. */
export const firstZone = (...names: readonly (string | null | undefined)[]): string => names.find(isZone) ?? 'UTC';
