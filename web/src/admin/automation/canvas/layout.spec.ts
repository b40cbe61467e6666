import { describe, expect, it } from '@jest/globals';
import { createLayout, layOut } from './layout';

const box = (id: string) => ({ id, width: 272, height: 76 });
const space = { width: 160, height: 44 };
const link = (source: string, target: string, port = 'next') => ({ id: `${source}:${port}:${target}`, source, target });
const branch = (source: string, target: string, port: string) => ({ ...link(source, target, port), space });
const boxes = (...ids: string[]) => ids.map(box);

describe('the layout', () => {
  it('keeps the order of branches where they join again', () => {
    const { places, lanes } = layOut(boxes('t', 'ask', 'one', 'two', 'join'), [
      link('t', 'ask'),
      branch('ask', 'one', 'yes'),
      branch('ask', 'two', 'no'),
      link('one', 'join'),
      link('two', 'join'),
    ]);
    expect(places.get('one')?.x).toBeLessThan(places.get('two')?.x ?? 0);
    const direct = layOut(boxes('t', 'ask', 'one', 'join'), [
      link('t', 'ask'),
      branch('ask', 'join', 'yes'),
      branch('ask', 'one', 'no'),
      link('one', 'join'),
    ]).lanes;
    expect(direct.get('ask:yes:join')?.x).toBeLessThan(direct.get('ask:no:one')?.x ?? 0);
    expect(lanes.get('ask:yes:one')?.x).toBeLessThan(lanes.get('ask:no:two')?.x ?? 0);
  });

  it('keeps the order of ten branches, of which some are open, some join again and some lead on', () => {
    const ports = ['c', 'a', 'j', 'b', 'i', 'd', 'h', 'e', 'g', 'otherwise'];
    const steps = ports.filter((_, index) => index % 3 !== 1);
    const { lanes } = layOut(boxes('t', 'ask', ...ports.map((port) => `step ${port}`), 'join', 'later'), [
      link('t', 'ask'),
      ...ports.map((port, index) => branch('ask', index % 4 === 3 ? 'join' : `step ${port}`, port)),
      ...steps.map((port) => link(`step ${port}`, 'join')),
      link('join', 'later'),
    ]);
    const middles = ports.map((port, index) => lanes.get(`ask:${port}:${index % 4 === 3 ? 'join' : `step ${port}`}`)?.x ?? 0);
    expect(middles).toEqual([...middles].sort((one, other) => one - other));
    for (const [index, middle] of middles.slice(1).entries())
      expect(middle - (middles[index] ?? 0)).toBeGreaterThanOrEqual(space.width);
  });

  it('gives each label a place of its own, also where two branches lead to one step', () => {
    const ports = ['a', 'b', 'c', 'd', 'timeout'];
    const { lanes } = layOut(boxes('t', 'wait', 'end'), [link('t', 'wait'), ...ports.map((port) => branch('wait', 'end', port))]);
    const middles = ports.map((port) => lanes.get(`wait:${port}:end`)?.x ?? 0);
    for (const [index, middle] of middles.slice(1).entries())
      expect(middle - (middles[index] ?? 0)).toBeGreaterThanOrEqual(space.width);
  });

  it('leads links that meet down from their own steps, so that no two of them share a place to add a step', () => {
    const { places, lanes } = layOut(boxes('t', 'one', 'two', 'join'), [
      branch('t', 'one', 'yes'),
      branch('t', 'two', 'no'),
      link('one', 'join'),
      link('two', 'join'),
    ]);
    expect(lanes.get('one:next:join')?.x).toBe((places.get('one')?.x ?? 0) + 136);
    expect(lanes.get('two:next:join')?.x).toBe((places.get('two')?.x ?? 0) + 136);
  });

  it('leaves the trigger where it is when branches are added', () => {
    const before = layOut(boxes('t', 'ask', 'one'), [link('t', 'ask'), branch('ask', 'one', 'yes')], 't');
    const after = layOut(
      boxes('t', 'ask', 'one', 'two', 'three'),
      [link('t', 'ask'), branch('ask', 'one', 'yes'), branch('ask', 'two', 'no'), branch('ask', 'three', 'other')],
      't',
    );
    expect(before.places.get('t')).toEqual({ x: 0, y: 0 });
    expect(after.places.get('t')).toEqual({ x: 0, y: 0 });
  });

  it('keeps the order of branches whose steps have numbers for IDs', () => {
    const { places } = layOut(boxes('t', '9', '1'), [branch('t', '9', 'yes'), branch('t', '1', 'no')]);
    expect(places.get('9')?.x).toBeLessThan(places.get('1')?.x ?? 0);
  });
});

describe('the remembered layout', () => {
  it('is not made again for other labels', () => {
    const layout = createLayout();
    const before = layout(boxes('a', 'b'), [{ ...link('a', 'b'), space }]);
    expect(layout(boxes('a', 'b'), [{ ...link('a', 'b'), space }])).toBe(before);
  });

  it('is made again for another box or link', () => {
    const layout = createLayout();
    layout(boxes('a', 'b'), [link('a', 'b')]);
    const linked = layout(boxes('a', 'b', 'c'), [link('a', 'b'), link('b', 'c')]);
    expect([...linked.places.keys()]).toEqual(['a', 'b', 'c']);
    expect(layout(boxes('a', 'b', 'c'), [link('a', 'b'), link('a', 'c')]).places.get('c')?.y).toBe(linked.places.get('b')?.y);
  });
});
