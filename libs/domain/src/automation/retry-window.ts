const minute = 60_000;

/** For how long a step that calls outside is attempted, in milliseconds. */
export const retryWindows = {
  minutes15: 15 * minute,
  hours2: 120 * minute,
  day1: 1440 * minute,
  days3: 3 * 1440 * minute,
} as const;
/** One of {@link retryWindows}. */
export type RetryWindow = keyof typeof retryWindows;
