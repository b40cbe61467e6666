import { type AttachedStack, attachStack } from '../../scripts/lib/stack.mjs';
import { fromRunner } from './runner.js';

/** The product that `npm test` started for the end-to-end specs. */
export const runningStack = (): AttachedStack => attachStack(fromRunner('TEST_STACK'));
