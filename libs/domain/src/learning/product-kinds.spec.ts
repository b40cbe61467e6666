import { describe, expect, it } from '@jest/globals';
import { hasMemberPage, productKinds } from './product-kinds.js';

describe('kinds of products', () => {
  it('can be sold only where members have a page for them', () => {
    expect(productKinds.filter(hasMemberPage)).toEqual(['course']);
  });
});
