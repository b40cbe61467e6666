import {
  type Condition,
  type ConditionProblem,
  type ConditionTest,
  isGroup,
  isUuid,
  noSegments,
  type SegmentConditions,
} from '@perennial/domain/conditions';
import { personFields } from './person-fields.js';
import { type AnySqlTests, always, never, type SqlScope } from './sql-test.js';

/** What a statement provides to the conditions in it. */
export interface CompileOptions {
  /** Alias of the table `contact` in the statement. */
  readonly contact: string;
  /** The current time of the wall clock. People on a test clock use the time of their clock. */
  readonly now: Date;
  /** How the statement writes its parameter of a number, from 0; `$1` and so on unless given. */
  readonly placeholder?: (index: number) => string;
  /** The conditions of the segments that the condition names, and of those that these name. */
  readonly segments?: SegmentConditions;
  /** The statement is about some contacts, whose rows are looked up one by one instead of all rows at once. */
  readonly aboutFew?: boolean;
}

/** A predicate over contacts for a `where` clause, and the values of its parameters. */
export interface CompiledCondition {
  readonly sql: string;
  readonly params: readonly unknown[];
}

/**
 * A condition on something that contacts do not have, such as a field of an event. Check with `checkContactCondition` first.
 */
export class UncompilableConditionError extends Error {
  override readonly name = 'UncompilableConditionError';
  constructor(readonly problem: ConditionProblem) {
    super(`${problem.message} ${problem.fix}`);
  }
}

/**
 * Compiles a condition to a predicate that selects the same contacts as `evaluate` does with their facts, in the school in
 * scope. Values are parameters and never part of the text.
 *
 * @throws {UncompilableConditionError} where `checkContactCondition` names a field, an operator or a course
 */
export function compileCondition(condition: Condition, options: CompileOptions): CompiledCondition {
  const { sql, params } = compileParts(condition, options);
  return { sql, params };
}

/**
 * Whether the passing of time alone can change for whom a condition holds, as that of “created in the last 7 days”.
 *
 * @throws {UncompilableConditionError} as {@link compileCondition}
 */
export const dependsOnTime = (condition: Condition, segments: SegmentConditions): boolean =>
  compileParts(condition, { contact: 'c', now: new Date(0), segments }).dependsOnTime;

/** A compiled condition, and whether it compares with the current time. */
function compileParts(condition: Condition, options: CompileOptions): CompiledCondition & { dependsOnTime: boolean } {
  const { contact, now, placeholder = (index) => `$${index + 1}`, segments = noSegments, aboutFew = false } = options;
  const params: unknown[] = [];
  const param = (value: unknown) => placeholder(params.push(value) - 1);
  let wallNow: string | undefined;
  const wall = () => {
    wallNow ??= param(now.toISOString());
    return wallNow;
  };
  /** @param within the segments whose conditions contain this one */
  const predicate = (of: Condition, below: boolean, within: readonly string[]): string => {
    const compile = (test: ConditionTest, path: string, alternative: boolean) =>
      compileTest(test, path, {
        ...{ contact, param, wall },
        alternative: alternative && !aboutFew,
        segment(id) {
          const inner = segments.get(id);
          if (!inner) return never;
          if (within.includes(id)) throw new Error(`the segment ${id} contains itself`);
          return predicate(inner, alternative, [...within, id]);
        },
      });
    const parts = of.tests.map((entry, index) => {
      const alternative = below || isOneOfSeveral(of);
      if (!isGroup(entry)) return compile(entry, `tests.${index}`, alternative);
      return join(
        entry.match,
        entry.tests.map((test, inner) => compile(test, `tests.${index}.tests.${inner}`, alternative || isOneOfSeveral(entry))),
      );
    });
    return join(of.match, parts);
  };
  return { sql: predicate(condition, false, []), params, dependsOnTime: wallNow !== undefined };
}

const isOneOfSeveral = ({ match, tests }: Pick<Condition, 'match' | 'tests'>): boolean => match === 'any' && tests.length > 1;

/** An empty group is true, as in `evaluate`. */
const join = (match: 'all' | 'any', parts: readonly string[]): string =>
  parts.length === 0 ? always : `(${parts.join(match === 'all' ? ' and ' : ' or ')})`;

function compileTest(test: ConditionTest, path: string, given: Omit<SqlScope, 'argument'>): string {
  const { name, argument } = fieldOf(test.field);
  const tests: AnySqlTests | undefined = Object.hasOwn(personFields, name)
    ? personFields[name as keyof typeof personFields]
    : undefined;
  if (!tests || argument === null)
    throw refused(`${path}.field`, `“${test.field}” does not belong to a person.`, 'Choose a field of the person instead.');
  const compile = Object.hasOwn(tests, test.operator) ? tests[test.operator] : undefined;
  if (!compile)
    throw refused(`${path}.operator`, `“${test.field}” has no comparison “${test.operator}”.`, 'Choose another comparison.');
  return compile(test.value, { ...given, argument });
}

/** A stored field as the registry lists it; the argument is null where it is not the ID of a course or of a contact field. */
function fieldOf(field: string): { name: string; argument: string | null } {
  const [scope, argument = '', ...rest] = field.split('.');
  if (scope !== 'course' && scope !== 'field') return { name: field, argument: '' };
  return { name: [scope, '*', ...rest].join('.'), argument: isUuid(argument) ? argument : null };
}

const refused = (path: string, message: string, fix: string): UncompilableConditionError =>
  new UncompilableConditionError({ path, message, fix });
