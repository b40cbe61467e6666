import { heartbeat } from '@temporalio/activity';

/** Well below the heartbeat timeout of the activities' options, so that one late heartbeat ends nothing. */
export const heartbeatMs = 5_000;

/**
 * Activities that report for as long as they run. Their timeout can then be longer than the slowest answer they wait for, and
 * another worker still takes over soon after theirs has died. An attempt that is given up while its call is under way would be
 * followed by a second call.
 * @param beat tells Temporal that the attempt is alive
 */
export function keepAlive<T extends object>(activities: T, beat: () => void = heartbeat, everyMs = heartbeatMs): T {
  return new Proxy(activities, {
    get(target, name, receiver) {
      const activity: unknown = Reflect.get(target, name, receiver);
      if (typeof activity !== 'function') return activity;
      return async (...input: unknown[]): Promise<unknown> => {
        const timer = setInterval(beat, everyMs);
        try {
          return await Reflect.apply(activity, target, input);
        } finally {
          clearInterval(timer);
        }
      };
    },
  });
}
