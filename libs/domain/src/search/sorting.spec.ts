import { expect, it } from '@jest/globals';
import { sortOrders } from './sorting.js';

it('a list is sorted by each of its columns, ascending and descending', () => {
  expect(sortOrders(['name', 'createdAt'])).toEqual(['name', 'createdAt', '-name', '-createdAt']);
});
