import { describe, expect, it } from '@jest/globals';
import { type WorkflowName, workflows } from '@perennial/contracts';
import { AutomationMatcher } from './automations.js';
import { featureRouters } from './index.js';

const routers = featureRouters(new AutomationMatcher(() => new Date()));

describe('the routers of the features', () => {
  it('have names of their own: an entry that continues is stored with one', () => {
    const names = routers.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(Object.keys(workflows) as WorkflowName[])('one of them starts the work of a stuck %s again', (name) => {
    expect(routers.filter(({ restarts }) => restarts?.[name])).toHaveLength(1);
  });
});
