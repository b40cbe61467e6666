import { own } from '../../../conditions/own.js';
import { defineNode, type Port } from '../definition.js';
import { pathsOf } from '../shared/branches.js';
import { describePath, planSplit } from './plan.js';
import { SplitConfig } from './schema.js';

/** Sends people along one of several paths at random. */
export const split = defineNode({
  kind: 'split',
  family: 'decide',
  label: 'Random split',
  description: 'Sends people along one of 2 to 5 paths at random, by percentage.',
  icon: 'arrows-shuffle',
  schema: SplitConfig,
  defaults: {
    paths: [
      { port: 'a', label: 'A', share: 50 },
      { port: 'b', label: 'B', share: 50 },
    ],
  },
  mainPort: 'a',
  ports: portsOf,
  summary: ({ paths }) =>
    `Split at random: ${paths.map(({ label, share }) => (label.trim() === '' ? `${share}%` : `${share}% ${label.trim()}`)).join(', ')}`,
  plan: planSplit,
});

/** Reads settings that may be incomplete: each path keeps its edge on the canvas. */
function portsOf(config: unknown): Port[] {
  return pathsOf(config).flatMap((path, index): Port[] => {
    const [id, label, share] = [own(path, 'port'), own(path, 'label'), own(path, 'share')];
    if (typeof id !== 'string') return [];
    const name = typeof label === 'string' && label.trim() !== '' ? label : `Path ${index + 1}`;
    const shown = typeof share === 'number' ? describePath({ label: name, share }) : name;
    return [{ id, label: shown, name: shown }];
  });
}
