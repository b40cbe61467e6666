import { describe, expect, it } from '@jest/globals';
import { fitting } from './palette';

const entry = (label: string, more: object = {}) => ({ id: label, label, ...more });
const groups = [
  { group: 'Contacts', actions: [entry('Petra Trial', { description: 'petra@kiln.example' })] },
  { group: 'Automations', actions: [entry('Trial rescue'), entry('Course completion')] },
  {
    group: 'Pages',
    actions: [entry('Home'), entry('Membership', { keywords: 'plans price trial' }), entry('Contacts', { keywords: 'people' })],
  },
  { group: 'Actions', actions: [entry('Add contact'), entry('Sign out')] },
];
const shown = (typed: string) =>
  fitting(groups, typed).map(({ group, actions }) => [group, ...actions.map(({ label }) => label)]);

describe('Ctrl+K', () => {
  it('shows first what begins with the typed text, and nothing that does not fit', () => {
    expect(shown('trial')).toEqual([
      ['Automations', 'Trial rescue'],
      ['Contacts', 'Petra Trial'],
      ['Pages', 'Membership'],
    ]);
    expect(shown('cont')).toEqual([
      ['Pages', 'Contacts'],
      ['Actions', 'Add contact'],
    ]);
  });

  it('finds by an address, by keywords and without accents', () => {
    expect(shown('petra@')).toEqual([['Contacts', 'Petra Trial']]);
    expect(shown('pèople')).toEqual([['Pages', 'Contacts']]);
  });

  it('shows everything where nothing was typed, in its order', () => {
    expect(shown(' ').map(([group]) => group)).toEqual(['Contacts', 'Automations', 'Pages', 'Actions']);
  });
});
