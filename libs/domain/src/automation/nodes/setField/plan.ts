import type { NodeOutcome } from '../definition.js';
import type { SetFieldConfig } from './schema.js';

/** Stores or removes the value of a contact field. */
export const planSetField = ({ field, value }: SetFieldConfig): NodeOutcome => ({
  kind: 'act',
  effect: { kind: 'setField', scope: 'own', fieldId: field, value },
  reason: isNothing(value) ? 'Removes the value of a contact field.' : 'Sets a contact field.',
});

/** Whether a value removes what is stored. */
export const isNothing = (value: SetFieldConfig['value']): boolean =>
  value === null || (typeof value === 'string' && value.trim() === '') || (Array.isArray(value) && value.length === 0);
