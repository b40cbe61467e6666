import { type Graph, type GraphDiff } from '@perennial/domain/automation';
import type { StepMark } from '../canvas/flow-types';

/** A published version by its number, or the draft. */
export type Compared = number | 'draft';

/** What a comparison is about, as its address names it; null for anything else. */
export function readCompared(text: string | null): Compared | null {
  if (text === 'draft') return text;
  const number = Number(text);
  return text !== null && Number.isInteger(number) && number > 0 ? number : null;
}

/** “Draft”, “Version 3”. */
export const comparedInWords = (compared: Compared): string => (compared === 'draft' ? 'Draft' : `Version ${compared}`);

/** The version that one is compared with unless someone chooses another: the one before it; for the draft, the published one. */
export function comparedWith(compared: Compared, numbers: readonly number[], published: number | null): Compared | null {
  if (compared === 'draft') return published;
  return numbers.filter((number) => number < compared).reduce<number | null>((max, number) => Math.max(max ?? 0, number), null);
}

/** The marks of the cards of either side. A step with another branch is changed as well. */
export function marksOf({ steps, links }: GraphDiff, side: Graph): ReadonlyMap<string, StepMark> {
  const present = new Set(side.nodes.map(({ id }) => id));
  const marks = new Map<string, StepMark>();
  for (const { source } of links) marks.set(source, 'changed');
  for (const { kind, step } of steps) marks.set(step.id, kind);
  return new Map([...marks].filter(([id]) => present.has(id)));
}
