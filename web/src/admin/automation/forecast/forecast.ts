import type { Schemas } from '@perennial/api-client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { answer, api } from '../../../ui/api/client';

export type Forecast = Schemas['Forecast'];
export type ForecastDay = Schemas['ForecastDay'];
export type Period = '7' | '30';
type Counts = Omit<ForecastDay, 'day'>;

export const useForecast = (days: Period) =>
  useQuery({
    queryKey: ['automation-forecast', days],
    queryFn: () => answer(api.GET('/api/admin/automation-forecast', { params: { query: { days } } })),
    placeholderData: keepPreviousData,
  });

/** What the chart counts. */
export const measures = ['people', 'emails', 'access'] as const;
export type Measure = (typeof measures)[number];
export const measureLabels: Readonly<Record<Measure, string>> = {
  people: 'Journeys that continue',
  emails: 'Emails',
  access: 'Access changes',
};

/** The certain and the possible part of a measure. */
export function partsOf(measure: Measure, counts: Counts): { certain: number; possible: number } {
  if (measure === 'people') return { certain: counts.people, possible: 0 };
  return measure === 'emails'
    ? { certain: counts.emails, possible: counts.possibleEmails }
    : { certain: counts.access, possible: counts.possibleAccess };
}

const number = (count: number): string => count.toLocaleString('en');

/** “80, up to 100”: what is certain, and what it could be with everything that a condition decides. */
export function rangeText({ certain, possible }: { certain: number; possible: number }): string {
  if (possible === 0) return number(certain);
  return certain === 0 ? `up to ${number(possible)}` : `${number(certain)}, up to ${number(certain + possible)}`;
}

/** The days of one automation, or of all of them. */
export function daysOf({ days, automations }: Forecast, automationId: string | null): ForecastDay[] {
  if (automationId === null) return [...days];
  const own = new Map(automations.find(({ id }) => id === automationId)?.days.map((day) => [day.day, day]));
  const none: Counts = { people: 0, emails: 0, possibleEmails: 0, access: 0, possibleAccess: 0 };
  return days.map(({ day }) => own.get(day) ?? { day, ...none });
}

/** The sum of some days. */
export const sumOf = (days: readonly Counts[]): Counts =>
  days.reduce(
    (sum, day) => ({
      people: sum.people + day.people,
      emails: sum.emails + day.emails,
      possibleEmails: sum.possibleEmails + day.possibleEmails,
      access: sum.access + day.access,
      possibleAccess: sum.possibleAccess + day.possibleAccess,
    }),
    { people: 0, emails: 0, possibleEmails: 0, access: 0, possibleAccess: 0 },
  );

const part = (day: string, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' }).format(new Date(`${day}T12:00:00Z`));

/** “Tue 1 Dec”. */
export const dayText = (day: string): string => part(day, { weekday: 'short', day: 'numeric', month: 'short' }).replace(',', '');
/** “1”, or “1 Dec” where a month begins or the chart does. */
export const tickText = (day: string, first: boolean): string =>
  first || day.endsWith('-01') ? part(day, { day: 'numeric', month: 'short' }) : String(Number(day.slice(8)));
