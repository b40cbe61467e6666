import { describe, expect, it } from '@jest/globals';
import { drawnMap } from './drawn';
import { type AutomationMap, reasonInWords } from './reasons';

const automation = (id: string) => ({ id, name: id, state: 'active' as const, builtIn: false });
const link = (from: string, to: string, effect: 'starts' | 'stops' | 'feeds') => ({ from, to, effect, reasons: [] });
const map: AutomationMap = {
  automations: ['a', 'b', 'c', 'alone'].map(automation),
  links: [link('a', 'b', 'starts'), link('a', 'b', 'feeds'), link('b', 'c', 'stops'), link('c', 'c', 'starts')],
};

describe('the drawn map', () => {
  it('has the automations that are linked, below those that affect them, and one line for each pair', () => {
    const { nodes, edges } = drawnMap(map);
    expect(nodes.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    const top = (id: string) => nodes.find((node) => node.id === id)?.position.y ?? Number.NaN;
    expect(top('a')).toBeLessThan(top('b'));
    expect(top('b')).toBeLessThan(top('c'));
    expect(edges.map(({ source, target, label }) => [source, target, label])).toEqual([
      ['a', 'b', 'starts, affects'],
      ['b', 'c', 'ends journeys of'],
    ]);
  });

  it('can have automations that start each other', () => {
    const { nodes, edges } = drawnMap({ ...map, links: [link('a', 'b', 'starts'), link('b', 'a', 'starts')] });
    expect([nodes.length, edges.length]).toEqual([2, 2]);
  });
});

describe('a reason', () => {
  it('says what the step does and where it is noticed', () => {
    const names = (kind: string) => ({ tag: 'vip', segment: 'Regulars' })[kind];
    const reason = { does: 'addTag', record: { kind: 'tag', id: 't' }, segmentId: null, noticedBy: 'trigger' } as const;
    expect(reasonInWords(reason, names)).toBe('Adds the tag “vip”. A trigger starts with it.');
    expect(reasonInWords({ ...reason, segmentId: 's', noticedBy: 'condition' }, names)).toBe(
      'Adds the tag “vip”, so that people may enter or leave the segment “Regulars”. A condition reads it.',
    );
    expect(reasonInWords({ does: 'addNote', record: null, segmentId: null, noticedBy: 'wait' }, names)).toBe(
      'Adds a note. A step waits for it.',
    );
  });
});
