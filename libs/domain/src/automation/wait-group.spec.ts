import { describe, expect, it } from '@jest/globals';
import { isNear, nextCheck, readWaitGroupKey, waitGroupKey, waitsTogether } from './wait-group.js';

const automationId = '0199c1f2-aaaa-7bbb-8ccc-0123456789ab';
const nine = new Date('2027-03-01T09:00:00Z');
const at = (time: string) => new Date(`2027-03-01T${time}Z`);

describe('runs that enter together', () => {
  it('wait as a group from ten on', () => expect([9, 10].map(waitsTogether)).toEqual([false, true]));

  it('are in one group for all of a minute, whatever its seconds, and in another for the next', () => {
    const key = `${automationId}-202703010900`;
    expect(['09:00:00', '09:00:59.999', '09:01:00'].map((time) => waitGroupKey(automationId, at(time)))).toEqual([
      key,
      key,
      `${automationId}-202703010901`,
    ]);
  });

  it('have a group whose key names the automation and the minute', () => {
    expect(readWaitGroupKey(waitGroupKey(automationId, at('09:00:31')))).toEqual({ automationId, begins: nine });
    expect(['', automationId, `${automationId}-2027`, `${automationId}-202713010900`].map(readWaitGroupKey)).toEqual(
      Array(4).fill(null),
    );
  });
});

describe('a group', () => {
  it('waits for its minute whether it has members or not: others may join', () => {
    for (const due of [null, at('09:00:30')]) expect(nextCheck(nine, due, at('08:00:00'))).toEqual(at('08:59:59'));
  });

  it('then waits for the first of its members, and takes those of one second together', () => {
    expect(nextCheck(nine, at('09:00:00'), at('08:59:59'))).toEqual(nine);
    expect(nextCheck(nine, at('09:00:30'), at('09:00:05'))).toEqual(at('09:00:30'));
    expect(nextCheck(nine, at('09:00:05.010'), at('09:00:05'))).toEqual(at('09:00:06'));
  });

  it('never reads before a member is due', () => {
    for (let ms = 0; ms < 60_000; ms += 777) {
      const due = new Date(nine.getTime() + ms);
      expect(nextCheck(nine, due, at('08:59:59.500'))?.getTime()).toBeGreaterThanOrEqual(due.getTime());
    }
  });

  it('is over once its minute has come and it has no members', () => expect(nextCheck(nine, null, at('08:59:59'))).toBeNull());

  it('is near from a minute before its own on', () =>
    expect([at('08:59:00'), at('08:59:00.001'), at('09:05:00')].map((now) => isNear(nine, now))).toEqual([false, true, true]));
});
