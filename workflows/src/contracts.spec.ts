import { describe, expect, it } from '@jest/globals';
import { type WorkflowName, workflows } from '@perennial/contracts';
import * as implementations from './index.js';

/** A workflow function that accepts what its definition starts it with. */
type Implementation<N extends WorkflowName> = (
  ...args: [...Parameters<(typeof workflows)[N]['key']>, ...never[]]
) => Promise<void>;
const checked: { [N in Exclude<WorkflowName, 'automationRun'>]: Implementation<N> } = implementations;

describe('workflow functions and definitions', () => {
  it('have the same names', () => {
    expect(Object.keys(implementations).sort()).toEqual(Object.keys(workflows).sort());
    expect(checked).toBe(implementations);
  });
});
