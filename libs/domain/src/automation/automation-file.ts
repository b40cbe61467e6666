import { z } from 'zod';
import { AutomationName } from './automation-input.js';
import { Graph } from './graph.js';

/** Kinds of records that a graph can refer to. */
export const fileRecordKinds = ['template', 'plan', 'product', 'lesson', 'tag', 'field', 'segment', 'automation'] as const;

/** A record that an exported graph refers to. In another school it is found by its name. */
export const FileRecord = z.object({ kind: z.enum(fileRecordKinds), id: z.uuid(), name: z.string().max(500) });
export type FileRecord = z.output<typeof FileRecord>;

/** An exported automation: its graph, and the records that the graph refers to. */
export const AutomationFile = z
  .object({
    type: z.literal('perennial/automation', { error: 'this is not an exported automation' }),
    schemaVersion: z.literal(1, { error: 'this file comes from a newer release' }),
    name: AutomationName,
    graph: Graph,
    records: z.array(FileRecord).max(5000),
  })
  .meta({ id: 'AutomationFile' });
export type AutomationFile = z.output<typeof AutomationFile>;

const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** The IDs in a graph, of records or of anything else, each once. */
export function idsIn(graph: Graph): string[] {
  const found = new Set<string>();
  mapTexts(graph, (text) => {
    for (const [id] of text.matchAll(uuid)) found.add(id);
    return text;
  });
  return [...found];
}

/** A graph in which records have other IDs. IDs that are not in the map stay. */
export const withIds = (graph: Graph, ids: ReadonlyMap<string, string>): Graph =>
  ids.size === 0 ? graph : (mapTexts(graph, (text) => text.replace(uuid, (id) => ids.get(id) ?? id)) as Graph);

/** Graphs are bounded in depth by their schema, so plain recursion is safe. */
function mapTexts(value: unknown, map: (text: string) => string): unknown {
  if (typeof value === 'string') return map(value);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, map));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mapTexts(inner, map)]));
}

/** How the records of a file are called here: the IDs that differ, and those that do not exist, each with a message. */
export interface MatchedRecords {
  readonly ids: ReadonlyMap<string, string>;
  readonly unknown: readonly { readonly record: FileRecord; readonly message: string }[];
}

/** What a kind of record is called in a message. */
const kindLabels: Readonly<Record<FileRecord['kind'], string>> = {
  template: 'email',
  plan: 'membership plan',
  product: 'product',
  lesson: 'lesson',
  tag: 'tag',
  field: 'contact field',
  segment: 'segment',
  automation: 'automation',
};

/** Finds the records of a file among those of a school: by ID, or else by a name that only one record of the kind has. */
export function matchRecords(wanted: readonly FileRecord[], known: readonly FileRecord[]): MatchedRecords {
  const ids = new Map<string, string>();
  const unknown: { record: FileRecord; message: string }[] = [];
  for (const record of wanted) {
    const same = known.filter(({ kind }) => kind === record.kind);
    if (same.some(({ id }) => id === record.id)) continue;
    const [first, second] = same.filter(({ name }) => name === record.name);
    if (first && !second) ids.set(record.id, first.id);
    else {
      const kind = kindLabels[record.kind];
      unknown.push({
        record,
        message: first
          ? `Several records are called “${record.name}” (${kind}). Rename all but one.`
          : `There is no ${kind} called “${record.name}”. Create it first.`,
      });
    }
  }
  return { ids, unknown };
}
