import { Condition, evaluate, type Facts } from '../src/conditions/index.js';

/** The current time in the specs. */
export const now = '2027-01-28T10:00:00.000Z';
/** A plan. */
export const pottery = '01920000-0000-7000-8000-000000000002';
/** A product that is a course. */
export const glaze = '01920000-0000-7000-8000-000000000003';
/** A contact field. */
export const fieldId = '01920000-0000-7000-8000-000000000004';
/** Someone three days before the end of a trial. */
export const facts: Facts = {
  schoolTimezone: 'Europe/Berlin',
  event: {
    id: 'e1',
    type: 'trial.ending',
    occurredAt: now,
    data: {
      membershipId: 'm1',
      planId: pottery,
      planTitle: 'Pottery',
      amount: 2900,
      hasCard: false,
      trialEndsAt: '2027-01-31T10:00:00Z',
    },
  },
  contact: {
    name: 'Ada Öz',
    email: 'ada@example.com',
    timezone: 'Asia/Tokyo',
    tags: ['VIP', 'beta'],
    clockId: null,
    createdAt: '2026-12-01T00:00:00Z',
  },
  memberships: [
    { membershipId: 'm0', planId: glaze, state: 'ended' },
    { membershipId: 'm1', planId: pottery, state: 'trialing' },
  ],
  access: [glaze],
  courses: { [glaze]: { progressPercent: 40, completed: false }, [pottery]: null },
  fields: { [fieldId]: { name: 'Level', value: 3 } },
  outputs: { call: { status: 200 } },
};
/** A condition of one comparison. */
export const test = (field: string, operator: string, value: unknown = null): Condition =>
  Condition.parse({ tests: [{ field, operator, value }] });
/** Whether one comparison holds. */
export const holds = (field: string, operator: string, value: unknown = null, given: Facts = facts) =>
  evaluate(test(field, operator, value), given, now).matched;
