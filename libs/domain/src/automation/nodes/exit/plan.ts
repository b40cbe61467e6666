import type { NodeOutcome } from '../definition.js';
import type { ExitConfig } from './schema.js';

/** Leaves the automation. */
export const planExit = ({ note }: ExitConfig): NodeOutcome => ({ kind: 'finish', reason: note || 'Left the automation.' });
