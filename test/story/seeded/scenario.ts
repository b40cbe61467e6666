import { seeded } from '../../support/random.js';
import { monthsLater, nineDaysLater } from './calendar.js';

/** A year that follows from a seed, with the expected events. */
export interface Scenario {
  readonly seed: number;
  readonly joinedAt: Date;
  readonly zone: string;
  readonly intervalMonths: 1 | 3 | 6 | 12;
  readonly trialDays: number;
  readonly withCard: boolean;
  readonly lessonDays: readonly number[];
  readonly expected: {
    readonly trialEndsAt: Date;
    readonly reminders: readonly string[];
    /** Days on which an invoice is issued and paid. */
    readonly charges: readonly string[];
    readonly unlocks: readonly string[];
    readonly until: Date;
  };
}

const zones = [
  'Europe/Berlin',
  'America/New_York',
  'Asia/Tokyo',
  'Australia/Lord_Howe',
  'America/Sao_Paulo',
  'Pacific/Auckland',
  'Asia/Kolkata',
];
const day = 86_400_000;

/** The scenario of a seed; the same seed gives the same year. */
export function scenarioOf(seed: number): Scenario {
  const random = seeded(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const joinedAt = new Date(
    Date.UTC(
      2027,
      Math.floor(random() * 12),
      1 + Math.floor(random() * 31),
      Math.floor(random() * 24),
      Math.floor(random() * 60),
    ),
  );
  const zone = pick(zones);
  const intervalMonths = pick([1, 3, 6, 12] as const);
  const trialDays = pick([5, 10, 14, 30]);
  const withCard = seed % 2 === 1;
  const lessonDays = [3 + Math.floor(random() * 10), 60 + Math.floor(random() * 60), 200 + Math.floor(random() * 100)];
  const trialEndsAt = new Date(joinedAt.getTime() + trialDays * day);
  const until = new Date(monthsLater(trialEndsAt, 12).getTime() + 2 * day);
  const charges: string[] = [];
  for (let months = 0; withCard && monthsLater(trialEndsAt, months) < until; months += intervalMonths)
    charges.push(monthsLater(trialEndsAt, months).toISOString().slice(0, 10));
  return {
    seed,
    joinedAt,
    zone,
    intervalMonths,
    trialDays,
    withCard,
    lessonDays,
    expected: {
      trialEndsAt,
      reminders: [7, 3, 1]
        .filter((days) => days < trialDays)
        .map((days) => new Date(trialEndsAt.getTime() - days * day).toISOString()),
      charges,
      unlocks: lessonDays.map((days) => nineDaysLater(joinedAt, days, zone).toISOString()),
      until,
    },
  };
}
