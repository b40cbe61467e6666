import { freeBranchId } from '../shared/branches.js';
import type { SplitPath } from './schema.js';

/** Shares that differ by one percent at most: 34, 33, 33. */
export const evenShares = (count: number): number[] =>
  Array.from({ length: count }, (_, index) => Math.floor(100 / count) + (index < 100 % count ? 1 : 0));

/** The paths with even shares. */
export function evenly<P extends { readonly share: number }>(paths: readonly P[]): P[] {
  const shares = evenShares(paths.length);
  return paths.map((path, index) => ({ ...path, share: shares[index] ?? 0 }));
}

const areEven = (paths: readonly SplitPath[]): boolean => {
  const shares = evenShares(paths.length);
  return paths.every(({ share }, index) => share === shares[index]);
};

/** The paths with one more: even shares stay even, otherwise the new path gets half of the largest share. */
export function withPath(paths: readonly SplitPath[]): SplitPath[] {
  const port = freeBranchId(paths.map((path) => path.port));
  const label = port.length === 1 ? port.toUpperCase() : '';
  if (areEven(paths)) return evenly([...paths, { port, label, share: 0 }]);
  const largest = Math.max(...paths.map(({ share }) => share));
  const share = Math.floor(largest / 2);
  const giver = paths.findIndex((path) => path.share === largest);
  return [...paths.map((path, index) => (index === giver ? { ...path, share: largest - share } : path)), { port, label, share }];
}

/** The paths without one: even shares stay even, otherwise the first path that is left gets its share. */
export function withoutPath(paths: readonly SplitPath[], port: string): SplitPath[] {
  const removed = paths.find((path) => path.port === port);
  const left = paths.filter((path) => path !== removed);
  if (!removed || areEven(paths)) return evenly(left);
  return left.map((path, index) => (index === 0 ? { ...path, share: path.share + removed.share } : path));
}
