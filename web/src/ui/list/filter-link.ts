import type { Condition } from '@perennial/domain/conditions';

/** The name under which the address of a list holds its filter. */
export const filterName = 'filter';

/** A filter as the address holds it; empty for the one that everybody passes. */
export const writeFilter = (condition: Condition): string => (condition.tests.length === 0 ? '' : JSON.stringify(condition));

/** The address of a list with a filter. */
export const filtered = (path: string, tests: Condition['tests']): string =>
  `${path}?${filterName}=${encodeURIComponent(writeFilter({ match: 'all', tests }))}`;
