import { z } from 'zod';
import { own } from '../../../conditions/own.js';

/** ID of a branch that staff added. It stays when the branch is renamed or moved, and so does its connection. */
export const BranchId = z.string().regex(/^[A-Za-z0-9][\w-]{0,31}$/);

/** Name of a branch, shown on the canvas. */
export const BranchLabel = z.string().max(60, { error: 'Use at most 60 characters.' }).default('');

/** Whether two branches have the same ID. */
export const hasTwins = (paths: readonly { readonly port: string }[]): boolean =>
  new Set(paths.map(({ port }) => port)).size < paths.length;

/** The branches in settings that may be incomplete. */
export function pathsOf(config: unknown): unknown[] {
  const paths = own(config, 'paths');
  return Array.isArray(paths) ? paths.slice(0, 50) : [];
}

const letters = 'abcdefghijklmnopqrstuvwxyz';

/** An ID that no branch has. It follows the last one, so that a new branch does not get the ID of one that was just removed. */
export function freeBranchId(taken: readonly string[]): string {
  const after = Math.max(-1, ...taken.map((id) => (id.length === 1 ? letters.indexOf(id) : -1))) + 1;
  const free = [...letters.slice(after), ...letters.slice(0, after)].find((letter) => !taken.includes(letter));
  return free ?? `p${taken.length}`;
}
