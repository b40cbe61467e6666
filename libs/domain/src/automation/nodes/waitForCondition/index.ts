import { describeCondition, scopeOfEvent } from '../../../conditions/index.js';
import { own } from '../../../conditions/own.js';
import { defineNode, type Port, type SettingProblem } from '../definition.js';
import { describeDuration, durationUnits } from '../shared/duration.js';
import { eventsChanging, planWaitForCondition } from './plan.js';
import { notInTimePort, WaitForConditionConfig } from './schema.js';

/** Only what is known about the person: an event that happened cannot become another one. */
const ofPerson = scopeOfEvent(undefined);

/** Waits until something is true of the person. */
export const waitForCondition = defineNode({
  kind: 'waitForCondition',
  family: 'wait',
  label: 'Wait for condition',
  description:
    'Waits until something is true of the person, such as a tag, a segment or the progress in a course, up to a time limit.',
  icon: 'filter-check',
  schema: WaitForConditionConfig,
  defaults: { condition: { match: 'all', tests: [] }, timeoutAmount: 7, timeoutUnit: 'days' },
  mainPort: notInTimePort,
  ports: portsOf,
  summary: ({ condition, timeoutAmount, timeoutUnit }, names) =>
    `Wait up to ${describeDuration({ amount: timeoutAmount, unit: timeoutUnit })} until ${describeCondition(condition, ofPerson, names)}`,
  plan: planWaitForCondition,
  check,
  conditions: ({ condition }) => [{ path: 'condition', condition, scope: ofPerson }],
});

/** A condition that no event changes would only be checked at the time limit. */
function check({ condition }: WaitForConditionConfig): SettingProblem[] {
  if (condition.tests.length === 0 || eventsChanging(condition).length > 0) return [];
  const message = 'Nothing that happens changes this condition, so that the step would only check it at the time limit.';
  return [{ path: 'condition', message, fix: 'Use tags, segments, contact fields, memberships, access or courses.' }];
}

/** Reads settings that may be half-edited. */
function portsOf(config: unknown): Port[] {
  const [amount, wanted] = [own(config, 'timeoutAmount'), own(config, 'timeoutUnit')];
  const unit = durationUnits.find((name) => name === wanted);
  const within = typeof amount === 'number' && unit ? `not within ${describeDuration({ amount, unit })}` : 'timed out';
  return [
    { id: 'met', label: 'it is true' },
    { id: notInTimePort, label: within },
  ];
}
