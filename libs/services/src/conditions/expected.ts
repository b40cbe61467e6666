import { comparableNumber, comparableText, type Expected, isUuid, listOf } from '@perennial/domain/conditions';

/** What a comparison with one value compares with: a list is nothing to compare with. */
export const one = (expected: Expected): readonly Expected[] => (Array.isArray(expected) ? [] : [expected]);

/** What a comparison with several values compares with. */
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

/** The ids among the values. Whatever is no id equals none. */
export const idsOf = (values: readonly Expected[]): string[] => textsOf(values).filter(isUuid);
