import type { NodeOutcome } from '../definition.js';
import type { ExitConfig } from './schema.js';

/** Ends the run. */
export const planExit = ({ note }: ExitConfig): NodeOutcome => ({ kind: 'finish', reason: note || 'Exited the automation.' });
