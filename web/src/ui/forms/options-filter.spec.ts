import { describe, expect, it } from '@jest/globals';
import { optionsFilter } from './options-filter';

const option = (label: string) => ({ value: label, label });
const filter = (options: Parameters<typeof optionsFilter>[0]['options'], search: string, limit = Infinity) =>
  optionsFilter({ options, search, limit });

describe('options of a picker', () => {
  it('are found without accents and case, the best first', () => {
    expect(filter([option('Pottery École'), option('École de poterie'), option('Glazing')], 'ecole')).toEqual([
      option('École de poterie'),
      option('Pottery École'),
    ]);
  });

  it('keep their groups, without those that nothing is found in', () => {
    const groups = [
      { group: 'Courses', items: [option('Łódź'), option('Wheel')] },
      { group: 'Plans', items: [option('All year')] },
    ];
    expect(filter(groups, 'lodz')).toEqual([{ group: 'Courses', items: [option('Łódź')] }]);
    expect(filter(groups, '', 2)).toEqual([groups[0]]);
  });

  it('begin with the best one, whatever its group, because Enter chooses the first', () => {
    const groups = [
      { group: 'Courses', items: [option('A course of payments')] },
      { group: 'Payments', items: [option('Payment succeeded')] },
    ];
    expect(filter(groups, 'payment')).toEqual([groups[1], groups[0]]);
  });
});
