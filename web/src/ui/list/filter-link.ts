import type { Condition } from '@perennial/domain/conditions';

/** The parameter name of the filter in the address. */
export const filterName = 'filter';

/** A filter as stored in the address; empty if it matches everyone. */
export const writeFilter = (condition: Condition): string => (condition.tests.length === 0 ? '' : JSON.stringify(condition));

/** The address of a list with a filter of which all tests must hold. */
export const filtered = (path: string, tests: Condition['tests']): string =>
  `${path}?${filterName}=${encodeURIComponent(writeFilter({ match: 'all', tests }))}`;
