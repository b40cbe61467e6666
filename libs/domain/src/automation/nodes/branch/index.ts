import { describeCondition, eitherOf, type FieldScope } from '../../../conditions/index.js';
import { own } from '../../../conditions/own.js';
import { publicEventTypes } from '../../../events/catalogue.js';
import { defineNode, type Port } from '../definition.js';
import { pathsOf } from '../shared/branches.js';
import { branchName, planBranch } from './plan.js';
import { BranchConfig, otherwisePort } from './schema.js';

/** All events, because a card is drawn without knowing which trigger comes before it. */
const anyEvent: FieldScope = { eventTypes: publicEventTypes };

/** Takes the first of several branches whose conditions are met. */
export const branch = defineNode({
  kind: 'branch',
  family: 'decide',
  label: 'Branch',
  description: 'Takes the first of several branches whose conditions are met.',
  icon: 'sitemap',
  schema: BranchConfig,
  defaults: {
    paths: [
      { port: 'a', label: '', condition: { match: 'all', tests: [] } },
      { port: 'b', label: '', condition: { match: 'all', tests: [] } },
    ],
  },
  mainPort: otherwisePort,
  ports: portsOf,
  summary: ({ paths }, names) => {
    const branches = paths.map(({ label, condition }) =>
      label.trim() === '' ? describeCondition(condition, anyEvent, names) : `“${label.trim()}”`,
    );
    return `Take the first that applies: ${eitherOf([...branches, 'otherwise'])}`;
  },
  plan: planBranch,
  conditions: ({ paths }, scope) => paths.map(({ condition }, index) => ({ path: `paths.${index}.condition`, condition, scope })),
});

/** Reads settings that may be incomplete: each branch keeps its edge on the canvas. */
function portsOf(config: unknown): Port[] {
  const ports = pathsOf(config).flatMap((path, index): Port[] => {
    const id = own(path, 'port');
    if (typeof id !== 'string' || id === otherwisePort) return [];
    const name = branchName(own(path, 'label'), index);
    return [{ id, label: name, name }];
  });
  return [...ports, { id: otherwisePort, label: 'otherwise', name: 'Otherwise' }];
}
