import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addMinutes, localTime } from '../calendar/index.js';
import { EmailLimits } from '../school/email-limits.js';
import { decideMarketingEmail, describeEmailLimits, nextAllowed, readEmailLimits } from './index.js';

const none: EmailLimits = { quietFrom: null, quietTo: null, perDay: null, perWeek: null, giveUpAfterDays: 7 };
const night: EmailLimits = { ...none, quietFrom: '21:00', quietTo: '08:00' };
const at = (limits: EmailLimits, now: string, zone = 'UTC', sent: string[] = []) => nextAllowed(limits, { now, zone, sent }).at;

describe('quiet hours', () => {
  it.each([
    // In January, Berlin is one hour ahead of UTC.
    ['in the evening', '2027-01-20T20:30:00.000Z', 'Europe/Berlin', '2027-01-21T07:00:00.000Z'],
    ['after midnight', '2027-01-21T02:00:00.000Z', 'Europe/Berlin', '2027-01-21T07:00:00.000Z'],
    ['a second before they begin', '2027-01-20T19:59:59.000Z', 'Europe/Berlin', '2027-01-20T19:59:59.000Z'],
    ['when they begin', '2027-01-20T20:00:00.000Z', 'Europe/Berlin', '2027-01-21T07:00:00.000Z'],
    ['when they end', '2027-01-21T07:00:00.000Z', 'Europe/Berlin', '2027-01-21T07:00:00.000Z'],
    ['in a zone with half an hour', '2027-01-20T16:00:00.000Z', 'Asia/Kolkata', '2027-01-21T02:30:00.000Z'],
    // On 28 March, clocks in Berlin go from 02:00 to 03:00: 08:00 is 06:00 in UTC.
    ['in the night in which clocks go forward', '2027-03-27T20:30:00.000Z', 'Europe/Berlin', '2027-03-28T06:00:00.000Z'],
    // On 31 October, they go from 03:00 to 02:00: 08:00 is 07:00 in UTC.
    ['in the night in which clocks go back', '2027-10-30T19:30:00.000Z', 'Europe/Berlin', '2027-10-31T07:00:00.000Z'],
  ])('%s', (_, now, zone, expected) => {
    expect(at(night, now, zone)).toBe(expected);
  });

  it.each([
    // 02:30 does not exist: they end when the clock goes to 03:00.
    ['2027-03-28T00:50:00.000Z', '2027-03-28T01:00:00.000Z'],
    // 02:30 exists twice. Between the two, it is before 02:30 again.
    ['2027-10-31T00:10:00.000Z', '2027-10-31T00:30:00.000Z'],
    ['2027-10-31T01:10:00.000Z', '2027-10-31T01:30:00.000Z'],
  ])('that end within a clock change: from %s until %s', (now, expected) => {
    expect(at({ ...none, quietFrom: '22:00', quietTo: '02:30' }, now, 'Europe/Berlin')).toBe(expected);
  });

  it('can be at midday, end at midnight, or begin at midnight', () => {
    expect(at({ ...none, quietFrom: '12:00', quietTo: '14:00' }, '2027-01-20T12:30:00.000Z')).toBe('2027-01-20T14:00:00.000Z');
    expect(at({ ...none, quietFrom: '21:00', quietTo: '00:00' }, '2027-01-20T22:00:00.000Z')).toBe('2027-01-21T00:00:00.000Z');
    expect(at({ ...none, quietFrom: '00:00', quietTo: '08:00' }, '2027-01-20T00:00:00.000Z')).toBe('2027-01-20T08:00:00.000Z');
    expect(at({ ...none, quietFrom: '00:00', quietTo: '08:00' }, '2027-01-20T23:59:00.000Z')).toBe('2027-01-20T23:59:00.000Z');
  });
});

describe('a limit on the number of emails', () => {
  const [monday, wednesday] = ['2027-01-18T09:00:00.000Z', '2027-01-20T09:00:00.000Z'];

  it('counts the emails of the last 24 hours, or 7 days', () => {
    expect(at({ ...none, perDay: 1 }, '2027-01-20T12:00:00.000Z', 'UTC', [wednesday])).toBe('2027-01-21T09:00:00.000Z');
    expect(at({ ...none, perDay: 1 }, '2027-01-21T09:00:00.000Z', 'UTC', [wednesday])).toBe('2027-01-21T09:00:00.000Z');
    expect(at({ ...none, perWeek: 2 }, '2027-01-21T09:00:00.000Z', 'UTC', [wednesday, monday])).toBe('2027-01-25T09:00:00.000Z');
    expect(at({ ...none, perWeek: 3 }, '2027-01-21T09:00:00.000Z', 'UTC', [wednesday, monday])).toBe('2027-01-21T09:00:00.000Z');
  });

  it('is kept together with quiet hours', () => {
    const limits = { ...night, quietFrom: '20:00', perDay: 1 };
    const { at: next, reasons } = nextAllowed(limits, {
      now: '2027-01-20T12:00:00.000Z',
      zone: 'UTC',
      sent: ['2027-01-19T20:30:00.000Z'],
    });
    expect(next).toBe('2027-01-21T08:00:00.000Z');
    expect(reasons).toEqual(['at most 1 marketing email a day', 'quiet hours from 20:00 to 08:00']);
  });
});

describe('a marketing email that is due', () => {
  const now = '2027-01-20T12:00:00.000Z';
  const turn = { now, zone: 'UTC', since: now, sent: ['2027-01-20T09:00:00.000Z'], ahead: 0 };

  it('is held until it may be sent, for the stated reason', () => {
    expect(decideMarketingEmail({ ...none, perDay: 1 }, turn)).toEqual({
      kind: 'hold',
      until: '2027-01-21T09:00:00.000Z',
      reason: 'Held until 21 Jan 2027, 09:00 (UTC): at most 1 marketing email a day.',
    });
    expect(decideMarketingEmail({ ...none, perDay: 2 }, turn)).toEqual({ kind: 'send' });
  });

  it('lets as many others go first as can be sent', () => {
    expect(decideMarketingEmail({ ...none, perDay: 2 }, { ...turn, ahead: 1 })).toMatchObject({
      kind: 'hold',
      until: '2027-01-20T12:01:00.000Z',
    });
    expect(decideMarketingEmail({ ...none, perDay: 3 }, { ...turn, ahead: 1 })).toEqual({ kind: 'send' });
    // Quiet hours alone leave room for all of them.
    expect(decideMarketingEmail(night, { ...turn, ahead: 5 })).toEqual({ kind: 'send' });
  });

  it('is given up if it would be held for longer than the limit, from when it was held first', () => {
    const limits = { ...none, perWeek: 1, giveUpAfterDays: 6 };
    expect(decideMarketingEmail(limits, turn)).toEqual({
      kind: 'giveUp',
      reason:
        'Not sent: it would have been held until 27 Jan 2027, 09:00 (UTC), and emails are held for at most 6 days. The reason: at most 1 marketing email a week.',
    });
    expect(decideMarketingEmail({ ...limits, giveUpAfterDays: 7 }, turn)).toMatchObject({ kind: 'hold' });
    const since = '2027-01-18T12:00:00.000Z';
    expect(decideMarketingEmail({ ...limits, giveUpAfterDays: 7 }, { ...turn, since })).toMatchObject({ kind: 'giveUp' });
  });
});

describe('whatever the limits, and whenever emails are due', () => {
  const time = fc
    .integer({ min: 0, max: 23 * 4 })
    .map((quarter) => `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${['00', '15', '30', '45'][quarter % 4]}`);
  const cap = fc.option(fc.integer({ min: 1, max: 4 }), { nil: null });
  const limitsOf = fc
    .record({
      quiet: fc.option(fc.tuple(time, time), { nil: null }),
      perDay: cap,
      perWeek: cap,
      giveUpAfterDays: fc.integer({ min: 1, max: 10 }),
    })
    .map(({ quiet, ...rest }) => ({ ...rest, quietFrom: quiet?.[0] ?? null, quietTo: quiet?.[1] ?? null }))
    .filter(({ quietFrom, quietTo }) => quietFrom === null || quietFrom !== quietTo);
  const zones = fc.constantFrom(
    'UTC',
    'Europe/Berlin',
    'America/New_York',
    'Asia/Kolkata',
    'Australia/Lord_Howe',
    'Pacific/Apia',
  );

  it('none is sent in quiet hours or above a limit, each ends, and none is held for too long', () => {
    fc.assert(
      fc.property(
        limitsOf,
        zones,
        // The fortnight around the clock changes in March.
        fc.array(fc.integer({ min: 0, max: 14 * 1440 }), { minLength: 1, maxLength: 12 }),
        (limits, zone, arrivals) => {
          const pending = arrivals
            .map((minutes) => addMinutes('2027-03-20T00:00:00.000Z', minutes))
            .map((due) => ({ due, since: due }));
          const sent: string[] = [];
          let ended = 0;
          for (let rounds = 0; pending.length > 0; rounds++) {
            expect(rounds).toBeLessThan(2_000);
            pending.sort((one, other) => one.due.localeCompare(other.due));
            const email = pending.shift();
            if (!email) break;
            const { due: now, since } = email;
            const decision = decideMarketingEmail(limits, { now, zone, since, sent, ahead: 0 });
            if (decision.kind === 'hold') {
              expect(decision.until > now).toBe(true);
              expect(Date.parse(decision.until) - Date.parse(since)).toBeLessThanOrEqual(limits.giveUpAfterDays * 86_400_000);
              pending.push({ due: decision.until, since });
              continue;
            }
            ended += 1;
            if (decision.kind === 'send') sent.push(now);
          }
          expect(ended).toBe(arrivals.length);
          for (const moment of sent) {
            const clock = localTime(moment, zone);
            const { quietFrom: from, quietTo: to } = limits;
            if (from && to) expect(from < to ? clock >= from && clock < to : clock >= from || clock < to).toBe(false);
            const within = (days: number) =>
              sent.filter((other) => other <= moment && Date.parse(other) > Date.parse(moment) - days * 86_400_000).length;
            if (limits.perDay) expect(within(1)).toBeLessThanOrEqual(limits.perDay);
            if (limits.perWeek) expect(within(7)).toBeLessThanOrEqual(limits.perWeek);
          }
        },
      ),
      { numRuns: 100 },
    );
  }, 30_000);
});

describe('limits', () => {
  it('read as a clause', () => {
    expect(describeEmailLimits({ ...night, perWeek: 2 })).toBe('at most 2 a week, not between 21:00 and 08:00 their time');
    expect(describeEmailLimits({ ...none, perDay: 1, perWeek: 3 })).toBe('at most 1 a day and 3 a week');
    expect(describeEmailLimits(night)).toBe('not between 21:00 and 08:00 their time');
  });

  it('that limit nothing, or cannot be read, are none', () => {
    expect([none, null, { quietFrom: 'late' }].map(readEmailLimits)).toEqual([null, null, null]);
    expect(readEmailLimits(night)).toEqual(night);
  });

  it.each([
    [{ ...none, quietFrom: '21:00' }, 'quietTo'],
    [{ ...none, quietTo: '08:00' }, 'quietFrom'],
    [{ ...none, quietFrom: '08:00', quietTo: '08:00' }, 'quietTo'],
    [{ ...none, perDay: 0 }, 'perDay'],
    [{ ...none, giveUpAfterDays: 31 }, 'giveUpAfterDays'],
  ])('%j are refused at %s', (limits, field) => {
    expect(EmailLimits.safeParse(limits).error?.issues.map(({ path }) => path.join('.'))).toEqual([field]);
  });
});
