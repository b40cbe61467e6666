import type { NodeOutcome } from '../definition.js';
import type { StopAutomationConfig } from './schema.js';

/** Stops another automation for the person. */
export const planStopAutomation = ({ automation }: StopAutomationConfig): NodeOutcome => ({
  kind: 'act',
  effect: { kind: 'stopAutomation', scope: 'own', automationId: automation },
  reason: 'Stops another automation.',
});
