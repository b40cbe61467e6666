import { type AttachedStack, attachStack } from '../../scripts/lib/stack.mjs';

/** A variable that `npm test` sets for the part that runs. */
export function fromRunner(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run these specs with npm test -- medium (or e2e, story)`);
  return value;
}

/** The product that `npm test` started for the end-to-end specs. */
export const runningStack = (): AttachedStack => attachStack(fromRunner('TEST_STACK'));
