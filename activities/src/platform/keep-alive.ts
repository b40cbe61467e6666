import { heartbeat } from '@temporalio/activity';

/** Well below the heartbeat timeout, so that one late heartbeat does not end an activity. */
export const heartbeatMs = 5_000;

/**
 * Makes activities heartbeat while they run. Their timeout can then exceed the slowest response, and another worker still takes
 * over soon after theirs dies. If an attempt were abandoned during its call, a second call would follow.
 * @param beat reports to Temporal that the attempt is alive
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
