import { describe, expect, it } from '@jest/globals';
import type { Condition } from '../conditions/index.js';
import { automationMap, automationTemplates, emptyGraph, type Graph, type GraphNode, type MapLink } from './index.js';

const [vip, cold, field, course, segment] = [1, 2, 3, 4, 5].map((n) => `01920000-0000-7000-8000-00000000000${n}`) as [
  string,
  string,
  string,
  string,
  string,
];
const where = (name: string, operator: string, value: unknown) => ({ match: 'all', tests: [{ field: name, operator, value }] });
const graphOf = (eventType: string, filters: object, ...steps: Omit<GraphNode, 'id'>[]): Graph => ({
  ...emptyGraph,
  nodes: [
    { id: 't', kind: 'trigger', config: { eventType, filters } },
    ...steps.map((step, index): GraphNode => ({ id: `s${index}`, ...step })),
  ],
});
const tagger = graphOf('membership.purchased', {}, { kind: 'addTag', config: { tag: vip } });
const lines = (links: readonly MapLink[]) =>
  links.map(
    ({ from, to, effect, reasons }) => `${from} ${effect} ${to}: ${reasons.map(({ does, noticedBy }) => `${does} ${noticedBy}`)}`,
  );
const between = (from: Graph, to: Graph, segments?: ReadonlyMap<string, Condition>) =>
  lines(
    automationMap(
      [
        { id: 'a', graph: from },
        { id: 'b', graph: to },
      ],
      segments,
    ),
  );

describe('the map of automations', () => {
  it('shows that a tag starts another automation, if its trigger is about this tag or about any', () => {
    const about = (tag: string) => graphOf('tag.added', where('event.tagId', 'is', tag));
    expect(between(tagger, about(vip))).toEqual(['a starts b: addTag trigger']);
    expect(between(tagger, about(cold))).toEqual([]);
    expect(between(tagger, graphOf('tag.added', {}))).toEqual(['a starts b: addTag trigger']);
    expect(between(tagger, graphOf('tag.removed', where('event.tagId', 'is', vip)))).toEqual([]);
    expect(between(tagger, graphOf('tag.added', where('event.tagId', 'isNot', vip)))).toEqual([]);
    expect(between(tagger, graphOf('tag.added', where('event.tagId', 'isOneOf', [cold, vip])))).toHaveLength(1);
  });

  it('shows exits and goals as stops, and waits and conditions as feeds', () => {
    const rule = {
      eventType: 'tag.added',
      filters: where('event.tagId', 'is', vip),
      sameRecord: true,
    } as Graph['exitRules'][number];
    const other = graphOf(
      'course.started',
      {},
      { kind: 'waitForEvent', config: { paths: [{ port: 'a', eventType: 'tag.added', filters: {} }] } },
      { kind: 'ifElse', config: { condition: where('contact.tags', 'includes', vip) } },
    );
    expect(between(tagger, { ...other, exitRules: [rule], goal: rule })).toEqual([
      'a stops b: addTag exit,addTag goal',
      'a feeds b: addTag wait,addTag condition',
    ]);
  });

  it('follows fields, access and certificates', () => {
    const setter = graphOf('course.started', {}, { kind: 'setField', config: { field, value: 'x' } });
    expect(between(setter, graphOf('contact.field_changed', where('event.fieldId', 'is', field)))).toEqual([
      'a starts b: setField trigger',
    ]);
    const reader = graphOf(
      'course.started',
      {},
      { kind: 'ifElse', config: { condition: where(`field.${field}.text`, 'is', 'x') } },
    );
    expect(between(setter, reader)).toEqual(['a feeds b: setField condition']);
    const giver = graphOf('course.started', {}, { kind: 'grantAccess', config: { productId: course } });
    expect(between(giver, graphOf('access.gained', where('event.source', 'is', 'membership')))).toEqual([]);
    expect(between(giver, graphOf('access.gained', where('event.productId', 'is', course)))).toEqual([
      'a starts b: grantAccess trigger',
    ]);
    const certifier = graphOf('course.completed', {}, { kind: 'issueCertificate', config: { courseFrom: 'event' } });
    expect(between(certifier, graphOf('certificate.issued', {}))).toEqual(['a starts b: issueCertificate trigger']);
  });

  it('follows a tag through a segment that reads it', () => {
    const segments = new Map([[segment, where('contact.tags', 'includes', vip) as Condition]]);
    const follower = graphOf('segment.entered', where('event.segmentId', 'is', segment));
    expect(between(tagger, follower, segments)).toEqual(['a starts b: addTag trigger']);
    expect(
      automationMap(
        [
          { id: 'a', graph: tagger },
          { id: 'b', graph: follower },
        ],
        segments,
      )[0]?.reasons,
    ).toEqual([{ does: 'addTag', record: { kind: 'tag', id: vip }, segmentId: segment, noticedBy: 'trigger' }]);
    expect(between(tagger, follower, new Map())).toEqual([]);
  });

  it('shows an automation that starts itself, and nothing for steps that nobody notices', () => {
    const circle = graphOf('tag.added', {}, { kind: 'addTag', config: { tag: vip } });
    expect(lines(automationMap([{ id: 'a', graph: circle }]))).toEqual(['a starts a: addTag trigger']);
    expect(automationMap(automationTemplates.map(({ id, build }) => ({ id, graph: build({}) })))).toEqual([
      {
        from: 'course-completion',
        to: 'course-completion',
        effect: 'feeds',
        reasons: [{ does: 'issueCertificate', record: null, segmentId: null, noticedBy: 'wait' }],
      },
    ]);
  });
});
