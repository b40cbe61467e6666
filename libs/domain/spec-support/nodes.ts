import type { VisitContext } from '../src/automation/nodes/definition.js';
import type { ContactFact, EventFact, Facts } from '../src/conditions/index.js';

/** The current time in the specs: a Wednesday, 10:00 in UTC, 11:00 in Berlin, 19:00 in Tokyo. */
export const now = '2027-01-20T10:00:00.000Z';
/** An id for references in specs. */
export const someId = '01920000-0000-7000-8000-000000000001';

/** A visit by a person in a time zone. For specs only. */
export const visitBy = (timezone: string | null, data: EventFact['data'] = {}, at = now): VisitContext => {
  const contact: ContactFact = { name: 'Ada', email: 'ada@example.com', timezone, tags: ['vip'], clockId: null, createdAt: now };
  const event: EventFact = { id: 'e1', type: 'trial.ending', occurredAt: now, data };
  const facts: Facts = { schoolTimezone: 'Europe/Berlin', event, contact };
  return { nodeId: 'n', visit: 2, now: at, facts };
};

/** A visit before anything about the person was loaded. */
export const unloaded: VisitContext = {
  nodeId: 'n',
  visit: 2,
  now,
  facts: { schoolTimezone: 'Europe/Berlin', event: { id: 'e1', type: 'trial.ending', occurredAt: now, data: {} } },
};
