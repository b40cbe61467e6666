import { describe, expect, it } from '@jest/globals';
import { unloaded, visitBy } from '../../../../spec-support/nodes.js';
import { branch } from './index.js';

const tagged = (tag: string) => ({ match: 'all', tests: [{ field: 'contact.tags', operator: 'includes', value: tag }] });
const soon = { match: 'all', tests: [{ field: 'event.daysLeft', operator: 'atMost', value: 3 }] };
const config = {
  paths: [
    { port: 'vip', label: 'VIP', condition: tagged('vip') },
    { port: 'soon', label: '', condition: soon },
  ],
};

describe('branch', () => {
  it('requests the facts of all branches together', () => {
    const held = { match: 'all', tests: [{ field: 'memberships.states', operator: 'includes', value: 'active' }] };
    const paths = [...config.paths, { port: 'held', label: '', condition: held }];
    expect(branch.plan({ paths }, unloaded)).toEqual({ kind: 'load', facts: ['contact', 'memberships'] });
  });

  it('takes the first branch whose conditions are met, also where a later one applies too', () => {
    expect(branch.plan(config, visitBy('UTC', { daysLeft: 1 }))).toMatchObject({
      kind: 'go',
      port: 'vip',
      reason: '“VIP” is the first branch whose conditions are met.',
      values: [{ actual: ['vip'], matched: true }],
    });
    expect(branch.plan({ paths: config.paths.toReversed() }, visitBy('UTC', { daysLeft: 1 }))).toMatchObject({ port: 'soon' });
  });

  it('takes the last branch if none applies, with every value that was read', () => {
    const paths = [
      { port: 'x', condition: tagged('gone') },
      { port: 'y', condition: soon },
    ];
    expect(branch.plan({ paths }, visitBy('UTC', { daysLeft: 9 }))).toMatchObject({
      kind: 'go',
      port: 'otherwise',
      values: [{ matched: false }, { actual: 9, matched: false }],
    });
  });

  it('keeps the IDs of its branches when they are renamed or reordered', () => {
    const renamed = { paths: [{ ...config.paths[1], label: 'Ends soon' }, config.paths[0]] };
    expect(branch.ports(config).map(({ id }) => id)).toEqual(['vip', 'soon', 'otherwise']);
    expect(branch.ports(renamed).map(({ id }) => id)).toEqual(['soon', 'vip', 'otherwise']);
  });

  it('calls a branch without a name by its position', () => {
    expect(branch.ports(config).map(({ name }) => name)).toEqual(['VIP', 'Branch 2', 'Otherwise']);
  });

  it.each([
    ['no branch', []],
    ['a branch without conditions', [{ port: 'a', condition: { match: 'all', tests: [] } }]],
    ['two branches with one ID', [config.paths[0], config.paths[0]]],
    ['a branch with the ID of the last one', [{ port: 'otherwise', condition: soon }]],
    ['eleven branches', Array.from({ length: 11 }, (_, index) => ({ port: `p${index}`, condition: soon }))],
  ])('refuses %s', (_, paths) => {
    expect(branch.schema.safeParse({ paths }).success).toBe(false);
  });

  it('names the branch in which a condition cannot be checked', () => {
    const { conditions } = branch.inspect(config, { eventTypes: ['trial.ending'] });
    expect(conditions.map(({ path }) => path)).toEqual(['paths.0.condition', 'paths.1.condition']);
  });

  it('reads as a sentence', () => {
    expect(branch.summary(config, () => undefined)).toBe(
      'Take the first that applies: “VIP”, the number of days left is at most 3 or otherwise',
    );
  });
});
