import { describe, expect, it } from '@jest/globals';
import { emptyGraph, type Graph } from '@perennial/domain/automation';
import { svgOf, wrapped } from './svg';

const colours = {
  ...{ page: '#fff', surface: '#eee', line: '#ccc', connection: '#888', text: '#111', dimmed: '#555' },
  family: { when: '#a01', wait: '#a02', decide: '#a03', act: '#a04', end: '#a05' },
};
const graph: Graph = {
  ...emptyGraph,
  nodes: [
    { id: 't', kind: 'trigger', config: { eventType: 'tag.added' } },
    { id: 'w', kind: 'waitDuration', name: 'Pause & <think>', config: { amount: 1, unit: 'days' } },
  ],
  edges: [{ source: 't', port: 'next', target: 'w' }],
  canvas: {
    notes: [{ id: 'n', text: 'Ask "Ada"', colour: 'pink', x: 400, y: 0, width: 200, height: 100 }],
    groups: [{ id: 'g', name: 'Start', steps: ['t', 'w'] }],
  },
};

describe('the image of an automation', () => {
  const svg = new DOMParser().parseFromString(
    svgOf(graph, () => undefined, colours),
    'image/svg+xml',
  );

  it('is well-formed, whatever names and notes contain', () => {
    expect(svg.querySelector('parsererror')).toBeNull();
    const texts = [...svg.querySelectorAll('text')].map(({ textContent }) => textContent);
    expect(texts).toEqual(expect.arrayContaining(['Pause & <think>', 'Wait 1 day', 'Ask "Ada"', 'Start']));
  });

  it('has each connection, and room for the notes', () => {
    expect(svg.querySelectorAll('path')).toHaveLength(1);
    const [x = 0, , width = 0] = (svg.documentElement.getAttribute('viewBox') ?? '').split(' ').map(Number);
    expect(x + width).toBeGreaterThan(600);
  });
});

describe('text in lines', () => {
  it('is broken between words, and says where there is more', () => {
    expect(wrapped('one two three', 8, 3)).toEqual(['one two', 'three']);
    expect(wrapped('one two three four', 8, 2)).toEqual(['one two', 'three…']);
    expect(wrapped('a\nb', 8, 3)).toEqual(['a', 'b']);
    expect(wrapped('extraordinarily', 8, 1)).toEqual(['extraor…']);
  });
});
