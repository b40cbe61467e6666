import { readInstant } from '../calendar/index.js';
import type { ConditionProblem } from './condition-problem.js';
import { checkContradictions } from './contradictions.js';
import { type FieldInfo, type FieldScope, resolveField, scopeOfEvent } from './fields.js';
import { type Condition, type ConditionTest, isGroup } from './model.js';
import { type Operand, operators } from './operators.js';

/** What is wrong with a condition at a place: fields that do not exist there, operators that do not fit, values left open. */
export function checkCondition(condition: Condition, scope: FieldScope): ConditionProblem[] {
  const problems = checkTests(condition, scope);
  return problems.length > 0 ? problems : checkContradictions(condition, scope);
}

/**
 * What keeps a condition from selecting contacts: open values as everywhere, and fields of an event or of an earlier step, which
 * people do not have. A condition that nobody passes is not a problem here: it selects nobody.
 */
export function checkContactCondition(condition: Condition): ConditionProblem[] {
  const scope = scopeOfEvent(undefined);
  return eachTest(condition, (test, path) => {
    const info = resolveField(test.field, scope);
    if (!info)
      return [problem(`${path}.field`, `“${test.field}” does not belong to a person.`, 'Choose a field of the person instead.')];
    const [first, course = ''] = test.field.split('.');
    if (first === 'course' && !isUuid(course))
      return [problem(`${path}.field`, `“${info.label}” names no course.`, 'Choose a course from the list.')];
    return checkTest(test, path, scope);
  });
}

const checkTests = (condition: Condition, scope: FieldScope): ConditionProblem[] =>
  eachTest(condition, (test, path) => checkTest(test, path, scope));

function eachTest(condition: Condition, check: (test: ConditionTest, path: string) => ConditionProblem[]): ConditionProblem[] {
  return condition.tests.flatMap((entry, index) => {
    if (!isGroup(entry)) return check(entry, `tests.${index}`);
    if (entry.tests.length === 0)
      return [problem(`tests.${index}`, 'A group of conditions is empty.', 'Add a condition to it or remove it.')];
    return entry.tests.flatMap((test, inner) => check(test, `tests.${index}.tests.${inner}`));
  });
}

const problem = (path: string, message: string, fix: string): ConditionProblem => ({ path, message, fix });

function checkTest(test: ConditionTest, path: string, scope: FieldScope): ConditionProblem[] {
  const info = resolveField(test.field, scope);
  if (!info) {
    return [problem(`${path}.field`, `“${test.field}” is not available here.`, 'Choose another field, or another trigger.')];
  }
  const operator = operators[test.operator];
  if (!info.operators.includes(test.operator)) {
    return [
      problem(`${path}.operator`, `“${info.label}” cannot be compared with “${operator.label}”.`, 'Choose another comparison.'),
    ];
  }
  if (!isFilled(operator.operand, test.value))
    return [problem(`${path}.value`, `“${info.label} ${operator.label}” needs a value.`, 'Choose a value.')];
  return checkValue(test, `${path}.value`, info);
}

const uuid = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
/** Whether a text is the id of a record. */
export const isUuid = (text: string): boolean => uuid.test(text);

/** A value that the field can never have: a record that was typed instead of chosen, or a choice that does not exist. */
function checkValue({ operator, value }: ConditionTest, path: string, info: FieldInfo): ConditionProblem[] {
  if (operators[operator].operand !== 'one' && operators[operator].operand !== 'many') return [];
  const values = (Array.isArray(value) ? value : [value]).map(String);
  if (info.reference && info.reference !== 'tag' && values.some((id) => !isUuid(id)))
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
  return unknown === undefined ? [] : [problem(path, `“${info.label}” cannot be “${unknown}”.`, 'Choose a value from the list.')];
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
