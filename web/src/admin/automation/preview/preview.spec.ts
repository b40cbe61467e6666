import { describe, expect, it } from '@jest/globals';
import { automationTemplates, type Graph } from '@perennial/domain/automation';
import { forksOf, previewPath, sampleOf, startingEvents } from './preview';

const graph = automationTemplates.find(({ id }) => id === 'trial-rescue')?.build({}) as Graph;
const trigger = graph.nodes.find(({ kind }) => kind === 'trigger')?.id ?? '';

describe('a preview', () => {
  it('starts with the events of the drawing and their usual data', () => {
    const [event] = startingEvents(graph);
    expect(event?.label).toBeTruthy();
    expect(Object.keys(sampleOf(event?.value ?? '')).length).toBeGreaterThan(0);
    expect(sampleOf('nothing.known')).toEqual({});
  });

  it('asks only where there is more than one way', () => {
    const fork = graph.nodes.find(({ kind }) => kind === 'ifElse' || kind === 'waitForEvent');
    expect(forksOf(graph, trigger)).toEqual([]);
    expect(forksOf(graph, fork?.id ?? '').length).toBeGreaterThan(1);
  });

  it('is bright along the branches taken', () => {
    const edge = graph.edges.find(({ source }) => source === trigger);
    const path = previewPath(graph, [{ nodeId: trigger, at: '2027-01-01T08:00:00Z', port: edge?.port ?? null }], 'Europe/Berlin');
    expect(path.visited.get(trigger)).toBe('1 Jan 2027, 09:00 CET');
    expect([...path.links]).toEqual([`${edge?.source}:${edge?.port}:${edge?.target}`]);
  });
});
