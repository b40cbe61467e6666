import { readInstant } from '../calendar/index.js';
import type { ConditionProblem } from './condition-problem.js';
import { checkContradictions } from './contradictions.js';
import { type FieldInfo, type FieldScope, resolveField } from './fields.js';
import { type Condition, type ConditionTest, isGroup } from './model.js';
import { type Operand, operators } from './operators.js';

/** What is wrong with a condition at a place: fields that do not exist there, operators that do not fit, values left open. */
export function checkCondition(condition: Condition, scope: FieldScope): ConditionProblem[] {
  const problems = checkTests(condition, scope);
  return problems.length > 0 ? problems : checkContradictions(condition, scope);
}

function checkTests(condition: Condition, scope: FieldScope): ConditionProblem[] {
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
  if (!isFilled(operator.operand, test.value))
    return [problem(`${path}.value`, `“${info.label} ${operator.label}” has no usable value.`, 'Fill in what to compare with.')];
  return checkValue(test, `${path}.value`, info);
}

const uuid = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** A value that the field can never have: a record that was typed instead of chosen, or a choice that does not exist. */
function checkValue({ operator, value }: ConditionTest, path: string, info: FieldInfo): ConditionProblem[] {
  if (operators[operator].operand !== 'one' && operators[operator].operand !== 'many') return [];
  const values = (Array.isArray(value) ? value : [value]).map(String);
  if (info.reference && info.reference !== 'tag' && values.some((id) => !uuid.test(id)))
    return [
      problem(
        path,
        `“${info.label}” is compared with text, but it is a ${info.reference}.`,
        `Choose a ${info.reference} from the list.`,
      ),
    ];
  const { options } = info;
  const unknown =
    options && values.find((option) => !options.some((known) => known.toLowerCase() === option.trim().toLowerCase()));
  return unknown === undefined ? [] : [problem(path, `“${info.label}” is never “${unknown}”.`, 'Choose a value from the list.')];
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
