import { type CanvasItems, canvasLimits, groupsOf, Note, notesOf, StepGroup } from '../canvas-items.js';
import type { Graph } from '../graph.js';
import { findNode } from '../lookup.js';
import type { Operation, PortRef } from './operation.js';

type Change<T extends Operation['type']> = Operation & { readonly type: T };

/** A graph with other notes and groups. Without any, it has no entry for them. */
function withItems({ canvas, ...graph }: Graph, change: Partial<CanvasItems>): Graph {
  const items = { notes: canvas?.notes ?? [], groups: canvas?.groups ?? [], ...change };
  return items.notes.length + items.groups.length === 0 ? graph : { ...graph, canvas: items };
}

/** The graph with the note, or why it may not be added. */
export function withNote(graph: Graph, { note }: Change<'addNote'>): Graph | string {
  const notes = notesOf(graph);
  if (notes.length >= canvasLimits.notes) return `An automation can have at most ${canvasLimits.notes} notes.`;
  if (findNode(graph, note.id) || notes.some(({ id }) => id === note.id)) return 'A note with this ID already exists.';
  if (!Note.safeParse(note).success) return 'This note cannot be read.';
  return withItems(graph, { notes: [...notes, note] });
}

/** The graph with a changed note, or why it may not be changed. */
export function withChangedNote(graph: Graph, { noteId, change }: Change<'updateNote'>): Graph | string {
  const notes = notesOf(graph);
  const note = notes.find(({ id }) => id === noteId);
  if (!note) return 'This note no longer exists.';
  const changed = { ...note, ...change };
  if (changed.text.length > canvasLimits.noteCharacters)
    return `A note can have at most ${canvasLimits.noteCharacters.toLocaleString('en')} characters.`;
  if (!Note.safeParse(changed).success) return 'A note cannot have this place or size.';
  return withItems(graph, { notes: notes.map((each) => (each === note ? changed : each)) });
}

/** The graph without a note. */
export const withoutNote = (graph: Graph, { noteId }: Change<'removeNote'>): Graph =>
  withItems(graph, { notes: notesOf(graph).filter(({ id }) => id !== noteId) });

/** The graph with a group, or why there may be none. */
export function withGroup(graph: Graph, { group }: Change<'addGroup'>): Graph | string {
  const groups = groupsOf(graph);
  if (groups.length >= canvasLimits.groups) return `An automation can have at most ${canvasLimits.groups} groups.`;
  if (groups.some(({ id }) => id === group.id)) return 'A group with this ID already exists.';
  if (!StepGroup.safeParse(group).success) return 'A group needs at least two steps.';
  if (group.steps.some((step) => !findNode(graph, step))) return 'This step no longer exists.';
  const taken = new Set(group.steps);
  const others = groups.map((each) => ({ ...each, steps: each.steps.filter((step) => !taken.has(step)) }));
  return withItems(graph, { groups: [...others, group] });
}

/** The graph with another name of a group, or why it may not have it. */
export function withGroupName(graph: Graph, { groupId, name }: Change<'renameGroup'>): Graph | string {
  if (name.length > canvasLimits.groupName) return `A name can have at most ${canvasLimits.groupName} characters.`;
  return withItems(graph, { groups: groupsOf(graph).map((each) => (each.id === groupId ? { ...each, name } : each)) });
}

/** The graph without a group. Its steps stay. */
export const withoutGroup = (graph: Graph, { groupId }: Change<'removeGroup'>): Graph =>
  withItems(graph, { groups: groupsOf(graph).filter(({ id }) => id !== groupId) });

/** A step that is inserted between two steps of a group belongs to the group. */
export function grouped(graph: Graph, nodeId: string, after: PortRef, behind: string | undefined): Graph {
  const group = groupsOf(graph).find(
    ({ steps }) => behind !== undefined && steps.includes(after.nodeId) && steps.includes(behind),
  );
  if (!group || group.steps.includes(nodeId)) return graph;
  const groups = groupsOf(graph).map((each) => ({
    ...each,
    steps: each === group ? [...each.steps, nodeId] : each.steps.filter((step) => step !== nodeId),
  }));
  return withItems(graph, { groups });
}

/** A graph whose groups have only steps that exist. A group with fewer than two is gone. The same graph if all have. */
export function withSoundGroups(graph: Graph): Graph {
  const groups = groupsOf(graph);
  if (groups.every(({ steps }) => steps.length >= 2 && steps.every((step) => findNode(graph, step)))) return graph;
  const kept = groups.map((group) => ({ ...group, steps: group.steps.filter((step) => findNode(graph, step)) }));
  return withItems(graph, { groups: kept.filter(({ steps }) => steps.length >= 2) });
}
