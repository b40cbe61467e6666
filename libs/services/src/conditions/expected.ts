import { comparableNumber, comparableText, type Expected, isUuid, listOf } from '@perennial/domain/conditions';

/** The operand of a comparison with one value. A list is not a valid operand. */
export const one = (expected: Expected): readonly Expected[] => (Array.isArray(expected) ? [] : [expected]);

/** The operands of a comparison with several values. */
export const many = (expected: Expected): readonly Expected[] => listOf(expected);

/** The texts that equal one of the values, as `comparable_text` writes them. */
export const textsOf = (values: readonly Expected[]): string[] => [
  ...new Set(values.map(comparableText).filter((text) => text !== null)),
];

/** The numbers that a text may be read as to equal one of the values. Two texts are compared as texts: "007" is not "7". */
export const numbersOf = (values: readonly Expected[]): number[] => [
  ...new Set(
    values
      .filter((value) => typeof value === 'number')
      .map(comparableNumber)
      .filter((value) => value !== null),
  ),
];

/** The ids among the values. A value that is not an ID equals no record. */
export const idsOf = (values: readonly Expected[]): string[] => textsOf(values).filter(isUuid);
