import type { FieldScope } from '../../../conditions/index.js';
import { fieldValueText, readFieldValue } from '../../../people/index.js';
import { defineNode, nextPort, type SettingProblem } from '../definition.js';
import { named } from '../shared/named.js';
import { isNothing, planSetField } from './plan.js';
import { SetFieldConfig } from './schema.js';

/** Sets the value of a contact field of the person. */
export const setField = defineNode({
  kind: 'setField',
  family: 'act',
  label: 'Set field',
  description: 'Stores or removes the value of a contact field.',
  icon: 'forms',
  schema: SetFieldConfig,
  defaults: { field: '', value: null },
  mainPort: 'next',
  ports: () => nextPort,
  summary: ({ field, value }, names) => {
    const what = named('the field', names('field', field)) ?? 'a contact field';
    return value === null || isNothing(value) ? `Remove the value of ${what}` : `Set ${what} to “${fieldValueText(value)}”`;
  },
  plan: planSetField,
  check,
});

/** A value that the field cannot have, where the fields of the school are known. */
function check({ field, value }: SetFieldConfig, { contactFields }: FieldScope): SettingProblem[] {
  const definition = contactFields?.find(({ id }) => id === field);
  const reading = definition && readFieldValue(definition, value);
  if (!definition || !reading || !('problem' in reading)) return [];
  return [{ path: 'value', message: `“${definition.name}” cannot have this value.`, fix: reading.problem }];
}
