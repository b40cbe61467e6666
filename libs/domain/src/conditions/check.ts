import { readInstant } from '../calendar/index.js';
import { type FieldScope, resolveField } from './fields.js';
import { type Condition, type ConditionTest, isGroup } from './model.js';
import { type Operand, operators } from './operators.js';

/** Something an owner has to mend in a condition. */
export interface ConditionProblem {
  /** Where: `tests.2.value`. */
  readonly path: string;
  readonly message: string;
  readonly fix: string;
}

/** What is wrong with a condition at a place: fields that do not exist there, operators that do not fit, values left open. */
export function checkCondition(condition: Condition, scope: FieldScope): ConditionProblem[] {
  return condition.tests.flatMap((entry, index) => {
    if (!isGroup(entry)) return checkTest(entry, `tests.${index}`, scope);
    if (entry.tests.length === 0)
      return [problem(`tests.${index}`, 'A group of conditions is empty.', 'Add a condition to it or remove it.')];
    return entry.tests.flatMap((test, inner) => checkTest(test, `tests.${index}.tests.${inner}`, scope));
  });
}

const problem = (path: string, message: string, fix: string): ConditionProblem => ({ path, message, fix });

function checkTest(test: ConditionTest, path: string, scope: FieldScope): ConditionProblem[] {
  const info = resolveField(test.field, scope);
  if (!info) {
    return [problem(`${path}.field`, `“${test.field}” is not known at this place.`, 'Choose another field, or another trigger.')];
  }
  const operator = operators[test.operator];
  if (!info.operators.includes(test.operator)) {
    return [problem(`${path}.operator`, `“${info.label}” cannot be asked “${operator.label}”.`, 'Choose another comparison.')];
  }
  if (isFilled(operator.operand, test.value)) return [];
  return [problem(`${path}.value`, `“${info.label} ${operator.label}” has no usable value.`, 'Fill in what to compare with.')];
}

function isFilled(operand: Operand, value: ConditionTest['value']): boolean {
  switch (operand) {
    case 'none':
      return true;
    case 'one':
      return !Array.isArray(value) && value !== null && value !== '';
    case 'many':
      return Array.isArray(value) && value.length > 0;
    case 'number':
      return isNumeric(value);
    case 'days':
      return isNumeric(value) && Number(value) >= 0 && Number(value) <= 36_500;
    case 'instant':
      return readInstant(value) !== null;
  }
}

const isNumeric = (value: unknown): boolean =>
  (typeof value === 'number' || (typeof value === 'string' && value.trim() !== '')) && Number.isFinite(Number(value));
