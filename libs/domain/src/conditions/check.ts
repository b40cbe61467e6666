import { readDate, readInstant } from '../calendar/index.js';
import type { ConditionProblem } from './condition-problem.js';
import { checkContradictions } from './contradictions.js';
import { type FieldInfo, type FieldScope, resolveField, scopeOfEvent } from './fields.js';
import { type Condition, type ConditionTest, isGroup } from './model.js';
import { type Operand, operators } from './operators.js';

/** The problems of a condition in a scope: fields that do not exist in it, operators that do not fit, missing values. */
export function checkCondition(condition: Condition, scope: FieldScope): ConditionProblem[] {
  const problems = checkTests(condition, scope);
  return problems.length > 0 ? problems : checkContradictions(condition, scope);
}

/**
 * Why a condition cannot select contacts: missing values, and fields of an event or of an earlier step, which people do not
 * have. A condition that is never true is not a problem here, and a tag may be named instead of chosen.
 */
export function checkContactCondition(condition: Condition): ConditionProblem[] {
  const scope = scopeOfEvent(undefined);
  return eachTest(condition, (test, path) => {
    const info = resolveField(test.field, scope);
    if (!info)
      return [problem(`${path}.field`, `“${test.field}” does not belong to a person.`, 'Choose a field of the person instead.')];
    const [first, id = ''] = test.field.split('.');
    const named = first === 'course' ? 'course' : first === 'field' ? 'contact field' : null;
    if (named && !isUuid(id))
      return [problem(`${path}.field`, `“${info.label}” names no ${named}.`, `Choose a ${named} from the list.`)];
    return checkTest(test, path, scope, true);
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

function checkTest(test: ConditionTest, path: string, scope: FieldScope, namesTags = false): ConditionProblem[] {
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
  if (!isFilled(operator.operand, test.value, info))
    return [problem(`${path}.value`, `“${info.label} ${operator.label}” needs a value.`, 'Choose a value.')];
  return info.reference === 'tag' && namesTags ? [] : checkValue(test, `${path}.value`, info);
}

const uuid = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
/** Whether a text is the id of a record. */
export const isUuid = (text: string): boolean => uuid.test(text);

/** A value that the field can never have: a record that was typed instead of chosen, or a choice that does not exist. */
function checkValue({ operator, value }: ConditionTest, path: string, info: FieldInfo): ConditionProblem[] {
  if (operators[operator].operand !== 'one' && operators[operator].operand !== 'many') return [];
  const values = (Array.isArray(value) ? value : [value]).map(String);
  const unknownTag = info.reference === 'tag' && values.find((id) => !isUuid(id));
  if (unknownTag) return [problem(path, `There is no tag “${unknownTag}”.`, 'Choose a tag from the list, or create it.')];
  if (info.reference && values.some((id) => !isUuid(id)))
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

function isFilled(operand: Operand, value: ConditionTest['value'], { type }: FieldInfo): boolean {
  if (type === 'date' && (operand === 'one' || operand === 'instant')) return readDate(value) !== null;
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
