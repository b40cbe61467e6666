import { eitherOf, eventFields, eventLabel, type OutputField, scopeOfEvent } from '../../../conditions/index.js';
import { own } from '../../../conditions/own.js';
import { isEventType } from '../../../events/catalogue.js';
import { defineNode, type Port } from '../definition.js';
import { pathsOf } from '../shared/branches.js';
import { describeDuration, durationUnits } from '../shared/duration.js';
import { checkSameness } from '../shared/sameness.js';
import { describeAwaited, planWaitForEvent } from './plan.js';
import { timeoutPort, WaitForEventConfig } from './schema.js';

/** Waits for the first of several events. */
export const waitForEvent = defineNode({
  kind: 'waitForEvent',
  family: 'wait',
  label: 'Wait for event',
  description: 'Waits for one of several events, up to a time limit.',
  icon: 'ear',
  schema: WaitForEventConfig,
  defaults: {
    paths: [{ port: 'a', label: '', eventType: 'payment.succeeded', filters: { match: 'all', tests: [] }, sameRecord: true }],
    timeoutAmount: 7,
    timeoutUnit: 'days',
    lookBackMinutes: 5,
  },
  outputs: outputsOf,
  mainPort: timeoutPort,
  ports: portsOf,
  summary: ({ paths, timeoutAmount, timeoutUnit }) => {
    const wanted = eitherOf(paths.map(describeAwaited));
    return `Wait up to ${describeDuration({ amount: timeoutAmount, unit: timeoutUnit })} for ${wanted}`;
  },
  plan: planWaitForEvent,
  check: ({ paths }, scope) => paths.flatMap((path, index) => checkSameness(path, scope, `paths.${index}.sameProperty`)),
  conditions: ({ paths }) =>
    paths.map(({ filters, eventType }, index) => ({
      path: `paths.${index}.filters`,
      condition: filters,
      scope: scopeOfEvent(eventType),
    })),
});

/** The fields of the events it waits for. Later steps read those of the event that occurred; after a timeout there are none. */
function outputsOf(config: unknown): OutputField[] {
  const types = pathsOf(config).map((path) => own(path, 'eventType'));
  const fields = types
    .filter((type) => typeof type === 'string')
    .filter(isEventType)
    .flatMap(eventFields);
  const outputs = fields.flatMap(({ name, label, type, reference, options }): OutputField[] =>
    type === 'map' || type === 'list'
      ? []
      : [{ name, label, type, ...(reference && { reference }), ...(options && { options }) }],
  );
  return [...new Map(outputs.map((output) => [output.name, output])).values()];
}

/** Reads settings that may be half-edited: every path whose branch has a name keeps its edge on the canvas. */
function portsOf(config: unknown): Port[] {
  const ports = pathsOf(config).flatMap((path): Port[] => {
    const [id, label, type] = [own(path, 'port'), own(path, 'label'), own(path, 'eventType')];
    if (typeof id !== 'string' || id === timeoutPort) return [];
    const fallback = typeof type === 'string' && isEventType(type) ? eventLabel(type) : 'event';
    return [{ id, label: typeof label === 'string' && label !== '' ? label : fallback }];
  });
  const [amount, wanted] = [own(config, 'timeoutAmount'), own(config, 'timeoutUnit')];
  const unit = durationUnits.find((name) => name === wanted);
  const within = typeof amount === 'number' && unit ? `not within ${describeDuration({ amount, unit })}` : 'timed out';
  return [...ports, { id: timeoutPort, label: within }];
}
