import { describe, expect, it } from '@jest/globals';
import { Graph } from '../graph.js';
import { compareRun, differs, eventsThatMatter, type PastRun, type PastVisit } from './index.js';

const [hello, offer] = ['01920000-0000-7000-8000-00000000000a', '01920000-0000-7000-8000-00000000000b'];
const vip = '01920000-0000-7000-8000-00000000000c';
const startedAt = '2027-01-10T10:00:00.000Z';
const after3Days = '2027-01-13T10:00:00.000Z';
const tags = (value: string) => ({ match: 'all' as const, tests: [{ field: 'contact.tags', operator: 'includes', value }] });

/** Three days, then an email to those with the tag; others leave. */
const build = (changes: { days?: number; condition?: object; filters?: object; templateId?: string } = {}) =>
  Graph.parse({
    schemaVersion: 1,
    nodes: [
      {
        id: 'start',
        kind: 'trigger',
        config: { eventType: 'contact.signed_up', ...(changes.filters && { filters: changes.filters }) },
      },
      { id: 'pause', kind: 'waitDuration', config: { amount: changes.days ?? 3, unit: 'days' } },
      { id: 'vip', kind: 'ifElse', config: { condition: changes.condition ?? tags(vip) } },
      { id: 'mail', kind: 'sendEmail', config: { templateId: changes.templateId ?? hello } },
    ],
    edges: [
      { source: 'start', port: 'next', target: 'pause' },
      { source: 'pause', port: 'next', target: 'vip' },
      { source: 'vip', port: 'yes', target: 'mail' },
    ],
    exitRules: [{ eventType: 'membership.purchased', sameRecord: false }],
  });

const visit = (
  nodeId: string,
  number: number,
  port: string | null,
  at = after3Days,
  values: PastVisit['values'] = [],
): PastVisit => ({
  ...{ nodeId, port, values },
  visit: number,
  enteredAt: at,
  leftAt: at,
});
const sawTag = {
  ...{ field: 'contact.tags', label: 'Tags', operator: 'includes' as const, expected: vip },
  actual: [vip],
  matched: true,
};
const past: PastRun = {
  event: { id: 'e', type: 'contact.signed_up', occurredAt: startedAt, data: { source: 'portal' } },
  startedAt,
  until: '2027-02-01T00:00:00.000Z',
  visits: [
    visit('start', 1, 'next', startedAt),
    { ...visit('pause', 2, 'next', startedAt), leftAt: after3Days },
    visit('vip', 3, 'yes', after3Days, [sawTag]),
    visit('mail', 4, 'next'),
  ],
  outputs: {},
  later: [],
  today: {
    // The tag was removed since.
    contact: { name: 'Ada', email: 'a@example.com', timezone: 'UTC', tags: [], clockId: null, createdAt: startedAt },
    memberships: [],
    access: [],
    fields: {},
  },
};
const compare = (draft: Graph, changes: Partial<PastRun> = {}) => compareRun(build(), draft, { ...past, ...changes }, 'UTC');

describe('a past run on a draft', () => {
  it('is the same on the graph that it followed, whatever the person has today', () => {
    const same = compare(build());
    expect([differs(same), same.uncertain]).toEqual([false, []]);
    expect(same.after).toEqual(same.before);
  });

  it('takes another branch where a changed condition decides by the value seen then', () => {
    const other = compare(build({ condition: { match: 'all', tests: [{ ...tags(vip).tests[0], operator: 'doesNotInclude' }] } }));
    expect(other).toMatchObject({
      branches: [{ nodeId: 'vip', before: 'yes', after: 'no' }],
      missed: ['mail'],
      emailsLost: [hello],
      noEmail: true,
      uncertain: [],
    });
  });

  it('is uncertain where a condition reads what was not recorded', () => {
    const condition = { match: 'all', tests: [{ field: 'access.products', operator: 'includes', value: vip }] };
    const other = compare(build({ condition }));
    expect(other.branches).toEqual([{ nodeId: 'vip', before: 'yes', after: 'no' }]);
    expect(other.uncertain).toEqual(['“Products they can open” was not recorded then. Today’s value is used.']);
  });

  it('gets another email, and none that would only be sent after the time that is compared', () => {
    expect(compare(build({ templateId: offer }))).toMatchObject({ emailsLost: [hello], emailsGained: [offer], noEmail: false });
    expect(compare(build({ days: 60 }))).toMatchObject({ missed: ['vip', 'mail'], noEmail: true });
  });

  it('exits at an event that happened during a longer wait', () => {
    const later = [{ id: 'p', type: 'membership.purchased', occurredAt: '2027-01-14T08:00:00.000Z', data: {} }];
    expect(differs(compare(build(), { later }))).toBe(false);
    const other = compare(build({ days: 5 }), { later });
    expect(other.after.at(-1)).toMatchObject({ nodeId: 'pause', port: null });
    expect(other.emailsLost).toEqual([hello]);
  });

  it('does not enter where the trigger no longer accepts the event', () => {
    const filters = { match: 'all', tests: [{ field: 'event.source', operator: 'is', value: 'checkout' }] };
    const other = compare(build({ filters }));
    expect([other.enters, other.after, differs(other)]).toEqual([false, [], true]);
  });

  it('says so if the value changed on the way, or the journey was moved', () => {
    const changed = compare(build({ condition: { match: 'any', tests: tags(vip).tests } }), {
      visits: [...past.visits, visit('old', 5, 'next', after3Days, [{ ...sawTag, actual: [], matched: false }])],
    });
    expect(changed.uncertain).toEqual([
      '“Tags” changed during the journey. The first value is used.',
      'The journey was moved to another version on the way.',
    ]);
  });
});

describe('the events that matter to a graph', () => {
  it('are those of waits, exits and the goal', () => {
    const graph = build();
    const wait = { id: 'w', kind: 'waitForEvent' as const, config: { paths: [{ eventType: 'tag.added' }] } };
    expect(eventsThatMatter({ ...graph, nodes: [...graph.nodes, wait] })).toEqual(['tag.added', 'membership.purchased']);
  });
});
