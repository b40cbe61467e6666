import { describe, expect, it } from '@jest/globals';
import { AutomationFile, type FileRecord, type Graph, idsIn, matchRecords, withIds } from './index.js';

const [tag, other, field] = [1, 2, 3].map((n) => `01920000-0000-7000-8000-00000000000${n}`) as [string, string, string];
const graph: Graph = {
  schemaVersion: 1,
  nodes: [
    { id: 't', kind: 'trigger', config: { eventType: 'tag.added' } },
    { id: 'a', kind: 'addTag', config: { tag } },
    { id: 'i', kind: 'ifElse', config: { condition: { match: 'all', tests: [{ field: `contact.field.${field}`, value: 1 }] } } },
  ],
  edges: [],
  entry: { policy: 'every_event' },
  exitRules: [],
  goal: null,
};
const record = (id: string, name: string, kind: FileRecord['kind'] = 'tag'): FileRecord => ({ kind, id, name });

describe('an exported automation', () => {
  it('names every record of its graph, also within the name of a field', () => {
    expect(idsIn(graph).sort()).toEqual([tag, field].sort());
  });

  it('refers to the records of the school that imports it', () => {
    const mapped = withIds(graph, new Map([[tag, other]]));
    expect(idsIn(mapped).sort()).toEqual([field, other].sort());
    expect(withIds(mapped, new Map([[other, tag]]))).toEqual(graph);
    expect(withIds(graph, new Map())).toBe(graph);
  });

  it('keeps an ID that exists, finds the others by a name that is unique, and names those that it does not find', () => {
    const known = [record(tag, 'Renamed'), record(other, 'VIP'), record(field, 'VIP', 'field')];
    expect(matchRecords([record(tag, 'Old name')], known)).toEqual({ ids: new Map(), unknown: [] });
    const missing = '01920000-0000-7000-8000-000000000009';
    expect(matchRecords([record(missing, 'VIP')], known).ids).toEqual(new Map([[missing, other]]));
    expect(matchRecords([record(missing, 'Gone')], known).unknown).toEqual([
      { record: record(missing, 'Gone'), message: 'There is no tag called “Gone”. Create it first.' },
    ]);
    const twice = [...known, record(field, 'VIP')];
    expect(matchRecords([record(missing, 'VIP')], twice).unknown[0]?.message).toMatch(/^Several records are called “VIP”/);
  });

  it('is recognised by its type', () => {
    const file = { type: 'perennial/automation', schemaVersion: 1, name: 'Nudge', graph, records: [] };
    expect(AutomationFile.parse(JSON.parse(JSON.stringify(file)))).toEqual(file);
    expect(AutomationFile.safeParse({ ...file, type: 'other' }).success).toBe(false);
    expect(AutomationFile.safeParse({ ...file, schemaVersion: 2 }).success).toBe(false);
  });
});
