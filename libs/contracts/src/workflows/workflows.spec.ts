import { describe, expect, it } from '@jest/globals';
import { ownerOf, type WorkflowName, workflows } from './index.js';

const names = Object.keys(workflows) as WorkflowName[];

describe.each(names)('the definition of %s', (name) => {
  const { id, idPrefix } = workflows[name];

  it('bears the name under which it is listed', () => expect(workflows[name].name).toBe(name));
  it('makes IDs from which it is found again', () => expect(ownerOf(id('1-2'))).toEqual({ name, key: '1-2' }));
  it('makes IDs that the Temporal UI can open', () => expect(idPrefix).toMatch(/^[a-z-]+-$/));
});

describe('a run', () => {
  const run = { schoolId: 's', runId: 'r', contactId: null, automationId: 'a', version: 3, clockId: null };

  it('starts with its input and the revision apart', () =>
    expect(workflows.automationRun.args({ ...run, revision: 4 })).toEqual([run, 4]));
  it('is found by its version', () =>
    expect(workflows.automationRun.attributes({ ...run, revision: 4 })).toMatchObject({ AutomationVersion: 'a:3' }));
});
