import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { validGraph } from '../../../spec-support/automations.js';
import { type Problem, validate } from '../index.js';

const templateId = '01920000-0000-7000-8000-000000000009';
const trigger = { id: 't', kind: 'trigger', config: { eventType: 'trial.ending' } };
const mail = { id: 'm', kind: 'sendEmail', config: { templateId } };
const edge = (source: string, target: string, port = 'next') => ({ source, port, target });
const graph = (nodes: unknown[], edges: unknown[], more = {}) => ({ schemaVersion: 1, nodes, edges, ...more });
const codes = (value: unknown): string[] => validate(value).map(({ code }) => code);

describe('a step that goes back', () => {
  const wait = { id: 'w', kind: 'waitDuration', config: { amount: 1, unit: 'days' } };
  const back = (id: string, target: string, times = 3) => ({ id, kind: 'goBack', config: { target, times } });
  const looping = (...nodes: { id: string }[]) =>
    graph(
      [trigger, ...nodes],
      nodes.map(({ id }, index) => edge(nodes[index - 1]?.id ?? 't', id)),
    );

  it('may lead to an earlier step if a wait is between them, and may be the last step', () => {
    expect(validate(looping(wait, mail, back('b', 'w')))).toEqual([]);
    expect(validate(looping(mail, wait, back('b', 'm')))).toEqual([]);
  });

  it.each([
    ['a later step', looping(wait, back('b', 'm'), mail), 'does not come before it'],
    ['itself', looping(wait, back('b', 'b')), 'does not come before it'],
    ['the trigger', looping(wait, back('b', 't')), 'does not come before it'],
    ['a step that is gone', looping(wait, back('b', 'gone')), 'does not come before it'],
    ['a step without a wait between them', looping(wait, mail, back('b', 'm')), 'repeated immediately'],
  ])('may not lead to %s', (_, value, message) => {
    expect(validate(value)).toMatchObject([{ code: 'setting', nodeId: 'b', setting: 'target' }]);
    expect(validate(value)[0]?.message).toContain(message);
  });

  it('may not be passed without a wait on any path', () => {
    const ask = {
      id: 'i',
      kind: 'ifElse',
      config: { condition: { tests: [{ field: 'event.daysLeft', operator: 'is', value: 1 }] } },
    };
    const value = graph(
      [trigger, mail, ask, wait, back('b', 'm')],
      [edge('t', 'm'), edge('m', 'i'), edge('i', 'w', 'yes'), edge('i', 'b', 'no'), edge('w', 'b')],
    );
    expect(validate(value)).toMatchObject([{ code: 'setting', nodeId: 'b', setting: 'target' }]);
  });

  it('may not go back more than 100 times together with others', () => {
    const backs = Array.from({ length: 6 }, (_, index) => back(`b${index}`, 'w', 20));
    expect(validate(looping(wait, ...backs))).toMatchObject([{ code: 'setting', nodeId: 'b5', setting: 'times' }]);
  });
});

describe('a graph is not published', () => {
  it.each<[string, unknown, Partial<Problem>[]]>([
    ['with nothing that starts it', graph([mail], []), [{ code: 'no_trigger' }]],
    ['with a trigger that leads nowhere', graph([trigger], []), [{ code: 'leads_nowhere', nodeId: 't' }]],
    [
      'with a step nobody gets to',
      graph([trigger, mail, { ...mail, id: 'x' }], [edge('t', 'm')]),
      [{ code: 'unreachable', nodeId: 'x' }],
    ],
    [
      'with a connection to a step that is gone',
      graph([trigger, mail], [edge('t', 'm'), edge('m', 'gone')]),
      [{ code: 'edge_without_target', edge: 'm:next' }],
    ],
    [
      'with a connection from a step that is gone',
      graph([trigger, mail], [edge('t', 'm'), edge('gone', 'm')]),
      [{ code: 'edge_without_source', edge: 'gone:next' }],
    ],
    [
      'with a connection from a port that does not exist',
      graph([trigger, mail], [edge('t', 'm'), edge('m', 'm', 'maybe')]),
      [{ code: 'edge_from_unknown_port', nodeId: 'm' }, { code: 'cycle' }],
    ],
    [
      'with two connections from one port',
      graph([trigger, mail, { ...mail, id: 'x' }], [edge('t', 'm'), edge('t', 'x')]),
      [{ code: 'two_edges_from_port', nodeId: 't', edge: 't:next' }],
    ],
    [
      'with a circle',
      graph([trigger, mail, { ...mail, id: 'x' }], [edge('t', 'm'), edge('m', 'x'), edge('x', 'm')]),
      [{ code: 'cycle', edge: 'x:next' }],
    ],
    [
      'with a connection into a trigger',
      graph([trigger, { ...trigger, id: 'u' }, mail], [edge('t', 'm'), edge('u', 'm'), edge('m', 'u')]),
      [{ code: 'edge_into_trigger', nodeId: 'u' }, { code: 'cycle' }],
    ],
    ['with two steps of one id', graph([trigger, mail, mail], [edge('t', 'm')]), [{ code: 'duplicate_node', nodeId: 'm' }]],
    [
      'with a step of an unknown kind',
      graph([trigger, { id: 'q', kind: 'teleport' }], [edge('t', 'q')]),
      [{ code: 'unknown_kind', nodeId: 'q' }],
    ],
    [
      'with a setting left open',
      graph([trigger, { id: 'm', kind: 'sendEmail', config: { templateId: '' } }], [edge('t', 'm')]),
      [{ code: 'setting', nodeId: 'm', setting: 'templateId', message: '“Email template”: Choose an email template.' }],
    ],
    [
      'with an empty tag, which is one issue',
      graph([trigger, { id: 'a', kind: 'addTag', config: { tag: '' } }], [edge('t', 'a')]),
      [{ code: 'setting', nodeId: 'a', setting: 'tag', message: '“Tag”: Choose a tag.' }],
    ],
    [
      'with a decision that leads nowhere',
      graph(
        [
          trigger,
          { id: 'i', kind: 'ifElse', config: { condition: { tests: [{ field: 'event.hasCard', operator: 'isTrue' }] } } },
        ],
        [edge('t', 'i')],
      ),
      [{ code: 'leads_nowhere', nodeId: 'i' }],
    ],
    [
      'with a condition on a field that the trigger’s event does not have',
      graph(
        [
          trigger,
          { id: 'i', kind: 'ifElse', config: { condition: { tests: [{ field: 'event.attempt', operator: 'is', value: 1 }] } } },
          mail,
        ],
        [edge('t', 'i'), edge('i', 'm', 'yes')],
      ),
      [{ code: 'condition', nodeId: 'i', setting: 'condition.tests.0.field' }],
    ],
    [
      'with a condition on the answer of a call that comes later',
      graph(
        [
          trigger,
          { id: 'i', kind: 'ifElse', config: { condition: { tests: [{ field: 'node.c.status', operator: 'is', value: 200 }] } } },
          { id: 'c', kind: 'callUrl', config: { url: 'https://example.com/' } },
        ],
        [edge('t', 'i'), edge('i', 'c', 'yes')],
      ),
      [{ code: 'not_before', nodeId: 'i' }],
    ],
    [
      'with a condition on the answer of a call on another branch',
      graph(
        [
          trigger,
          { id: 'j', kind: 'ifElse', config: { condition: { tests: [{ field: 'event.hasCard', operator: 'isTrue' }] } } },
          { id: 'c', kind: 'callUrl', config: { url: 'https://example.com/' } },
          { id: 'i', kind: 'ifElse', config: { condition: { tests: [{ field: 'node.c.status', operator: 'is', value: 200 }] } } },
          mail,
        ],
        [edge('t', 'j'), edge('j', 'c', 'yes'), edge('j', 'i', 'no'), edge('i', 'm', 'yes')],
      ),
      [{ code: 'not_before', nodeId: 'i' }],
    ],
    [
      'that lets people in by a field the event does not have',
      graph([trigger, mail], [edge('t', 'm')], { entry: { policy: 'once_per_key', key: 'invoiceId' } }),
      [{ code: 'entry_key' }],
    ],
    [
      'with a broken exit rule',
      graph([trigger, mail], [edge('t', 'm')], {
        exitRules: [{ eventType: 'payment.succeeded', filters: { tests: [{ field: 'event.nope', operator: 'is', value: 1 }] } }],
      }),
      [{ code: 'condition' }],
    ],
    ['that is no graph at all', 'hello', [{ code: 'not_a_graph' }]],
  ])('%s', (_, value, expected) => {
    expect(validate(value)).toEqual(expected.map((problem) => expect.objectContaining(problem)));
  });

  it('with references to records that are gone, where it is known what exists', () => {
    const value = graph([trigger, mail], [edge('t', 'm')]);
    expect(validate(value, { references: { template: new Set() } })).toMatchObject([{ code: 'missing_reference', nodeId: 'm' }]);
    expect(validate(value, { references: { template: new Set([templateId]) } })).toEqual([]);
    expect(validate(value)).toEqual([]);
  });

  it('with an email that uses a variable its trigger does not have, if stored emails are known', () => {
    const value = graph([trigger, mail], [edge('t', 'm')]);
    const asked: string[] = [];
    const problems = validate(value, {
      missingInMail: (...question) => {
        asked.push(question.join(' '));
        return ['event.courseTitle', 'event.courseTitle', 'event.shoeSize'];
      },
    });
    expect(asked).toEqual([`${templateId} trial.ending contact`]);
    expect(problems).toEqual([
      {
        code: 'mail_variables',
        nodeId: 'm',
        setting: 'templateId',
        message: 'This email uses “Course title”, “event.shoeSize”, which an email after “Trial ending” does not have.',
        fix: 'Remove it from the email, or choose a different email.',
      },
    ]);
    expect(validate(value, { missingInMail: () => [] })).toEqual([]);
  });

  it('with such a mail only behind the triggers that lead to it', () => {
    const other = { id: 'u', kind: 'trigger', config: { eventType: 'course.completed' } };
    const tag = { id: 'g', kind: 'addTag', config: { tag: '01920000-0000-7000-8000-000000000009' } };
    const value = graph([trigger, other, mail, tag], [edge('t', 'm'), edge('u', 'g')]);
    const gaps = (type: string) => (type === 'course.completed' ? ['event.planTitle'] : []);
    expect(validate(value, { missingInMail: (_id, type) => gaps(type) })).toEqual([]);
    const both = { ...value, edges: [...value.edges, edge('g', 'm')] };
    expect(validate(both, { missingInMail: (_id, type) => gaps(type) })).toMatchObject([{ code: 'mail_variables', nodeId: 'm' }]);
  });

  it('and every problem states what to do about it', () => {
    const problems = validate(graph([mail, { id: 'x', kind: 'callUrl', config: {} }], [edge('m', 'gone')]));
    expect(problems.length).toBeGreaterThan(2);
    expect(problems.every(({ message, fix }) => message.endsWith('.') && fix.endsWith('.'))).toBe(true);
  });
});

describe('untrusted input', () => {
  it('a field named __proto__, constructor or prototype is refused, at any depth', () => {
    const hostile = JSON.parse(
      '{"schemaVersion":1,"edges":[],"nodes":[{"id":"a","kind":"exit","config":{"x":{"__proto__":{"y":1}}}}]}',
    ) as unknown;
    expect(codes(hostile)).toEqual(['unsafe_content']);
    expect(codes({ constructor: 1 })).toEqual(['unsafe_content']);
  });

  it('what is too deep, too many or too long is refused before it is read', () => {
    let deep: unknown = 1;
    for (let level = 0; level < 50_000; level++) deep = [deep];
    expect(codes(deep)).toEqual(['too_large']);
    expect(
      codes(
        graph(
          Array.from({ length: 1001 }, (_, index) => ({ ...mail, id: `n${index}` })),
          [],
        ),
      ),
    ).toEqual(['too_large']);
    expect(codes(graph([trigger, { ...mail, config: { templateId: 'x'.repeat(60_000) } }], []))).toEqual(['too_large']);
  });

  it('no JSON makes it throw', () => {
    const nodeish = fc.record({
      id: fc.string(),
      kind: fc.constantFrom('trigger', 'ifElse', 'waitForEvent', 'x'),
      config: fc.jsonValue(),
    });
    const edgeish = fc.record({ source: fc.string(), port: fc.string(), target: fc.string() });
    const graphish = fc.record({
      schemaVersion: fc.constant(1),
      nodes: fc.array(fc.oneof(nodeish, fc.jsonValue())),
      edges: fc.array(fc.oneof(edgeish, fc.jsonValue())),
      entry: fc.jsonValue(),
      exitRules: fc.jsonValue(),
    });
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), graphish), (value) => Array.isArray(validate(value))),
      { numRuns: 1000 },
    );
  });

  it('no mutation of a valid graph makes it throw', () => {
    const noise = fc.record({ at: fc.nat(), field: fc.constantFrom('id', 'kind', 'config'), value: fc.jsonValue() });
    fc.assert(
      fc.property(validGraph(), noise, (valid, { at, field, value }) => {
        const nodes: unknown[] = valid.nodes.map((node, index) =>
          index === at % valid.nodes.length ? { ...node, [field]: value } : node,
        );
        expect(Array.isArray(validate({ ...valid, nodes }))).toBe(true);
      }),
    );
  });
});
