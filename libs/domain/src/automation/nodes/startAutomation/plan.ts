import type { NodeOutcome } from '../definition.js';
import type { StartAutomationConfig } from './schema.js';

/** Starts another automation for the person. */
export const planStartAutomation = ({ automation }: StartAutomationConfig): NodeOutcome => ({
  kind: 'act',
  effect: { kind: 'startAutomation', scope: 'own', automationId: automation },
  reason: 'Starts another automation.',
});
