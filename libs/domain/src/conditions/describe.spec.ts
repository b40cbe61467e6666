import { describe, expect, it } from '@jest/globals';
import { fieldId, glaze, pottery, test } from '../../spec-support/conditions.js';
import { eventCatalogue, publicEventTypes } from '../events/catalogue.js';
import type { EventDefinition } from '../events/definition.js';
import { Condition, describeCondition, describeEvent, fieldsFor, type Operator } from './index.js';

const names = (_kind: string, id: string) => ({ [pottery]: 'Pottery', [glaze]: 'Glaze', [fieldId]: 'Shoe size' })[id];
const scope = { eventTypes: publicEventTypes };
const sentence = (field: string, operator: string, value: unknown = null) =>
  describeCondition(test(field, operator, value), scope, names);

describe('a comparison reads as a sentence', () => {
  it.each([
    // Text
    ['event.planTitle', 'is', 'Wheel', 'the plan title is “Wheel”'],
    ['event.planTitle', 'isNot', 'Wheel', 'the plan title is not “Wheel”'],
    ['event.planTitle', 'isOneOf', ['A', 'B', 'C'], 'the plan title is “A”, “B” or “C”'],
    ['event.planTitle', 'isNoneOf', ['A', 'B'], 'the plan title is not “A” or “B”'],
    ['event.planTitle', 'contains', 'heel', 'the plan title contains “heel”'],
    ['event.planTitle', 'doesNotContain', 'heel', 'the plan title does not contain “heel”'],
    ['event.planTitle', 'startsWith', 'W', 'the plan title starts with “W”'],
    ['event.planTitle', 'endsWith', 'l', 'the plan title ends with “l”'],
    ['event.planTitle', 'isEmpty', null, 'the plan title is empty'],
    ['event.planTitle', 'isNotEmpty', null, 'the plan title is not empty'],
    ['contact.name', 'is', 'Ada', 'their name is “Ada”'],
    ['contact.email', 'endsWith', '@example.com', 'their email ends with “@example.com”'],
    ['contact.timezone', 'is', 'Asia/Tokyo', 'their time zone is “Asia/Tokyo”'],
    // Numbers and money
    ['event.trialDays', 'is', 14, 'the number of trial days is 14'],
    ['event.trialDays', 'isNot', 14, 'the number of trial days is not 14'],
    ['event.daysLeft', 'greaterThan', 1, 'the number of days left is more than 1'],
    ['event.attempt', 'atLeast', 2, 'the payment attempt is at least 2'],
    ['event.amount', 'lessThan', 9900, 'the amount is less than 99.00'],
    ['event.amount', 'atMost', 9950, 'the amount is at most 99.50'],
    ['event.amount', 'isEmpty', null, 'the amount is empty'],
    [`course.${pottery}.progressPercent`, 'atLeast', 50, 'their progress in Pottery is at least 50%'],
    ['course.event.progressPercent', 'lessThan', 50, 'their progress in this course is less than 50%'],
    ['event.progressPercent', 'is', 100, 'the course progress is 100%'],
    // Yes or no
    ['event.hasCard', 'isTrue', null, 'a card is on file'],
    ['event.hasCard', 'isFalse', null, 'no card is on file'],
    ['event.needsConfirmation', 'isTrue', null, 'the bank asks for confirmation'],
    [`course.${pottery}.completed`, 'isTrue', null, 'they completed Pottery'],
    [`course.${pottery}.completed`, 'isFalse', null, 'they have not completed Pottery'],
    ['course.event.completed', 'isFalse', null, 'they have not completed this course'],
    // Dates
    ['event.trialEndsAt', 'before', '2027-01-31T10:00:00+01:00', 'the end of the trial is before 31 Jan 2027, 09:00 (UTC)'],
    ['event.trialEndsAt', 'after', '2027-01-31T10:00:00Z', 'the end of the trial is after 31 Jan 2027, 10:00 (UTC)'],
    ['contact.createdAt', 'withinLastDays', 7, 'the date they were added is in the last 7 days'],
    ['contact.createdAt', 'moreThanDaysAgo', 1, 'the date they were added is more than 1 day ago'],
    ['event.periodEnd', 'withinNextDays', 3, 'the end of the paid period is in the next 3 days'],
    ['event.nextAttemptAt', 'moreThanDaysAhead', 3, 'the next attempt is more than 3 days away'],
    // Choices
    ['event.outcome', 'is', 'paused', 'the outcome is “paused without a card”'],
    ['membership.state', 'isOneOf', ['trialing', 'active'], 'the state of this membership is “Trial” or “Active”'],
    // Records
    ['event.planId', 'is', pottery, 'the plan is “Pottery”'],
    ['event.planId', 'isNoneOf', [pottery, glaze], 'the plan is not “Pottery” or “Glaze”'],
    ['membership.planId', 'is', 'gone', 'the plan of this membership is an unknown plan'],
    ['contact.clockId', 'isEmpty', null, 'their test clock is empty'],
    // Lists
    ['contact.tags', 'includes', 'vip', 'they have the tag “vip”'],
    ['contact.tags', 'doesNotInclude', 'vip', 'they do not have the tag “vip”'],
    ['contact.tags', 'includesAnyOf', ['vip', 'beta'], 'they have the tag “vip” or “beta”'],
    ['contact.tags', 'includesNoneOf', ['vip', 'beta'], 'they do not have the tag “vip” or “beta”'],
    ['contact.tags', 'isEmpty', null, 'they have no tags'],
    ['contact.tags', 'isNotEmpty', null, 'they have a tag'],
    ['memberships.plans', 'includes', pottery, 'they have the plan “Pottery”'],
    ['memberships.states', 'includes', 'trialing', 'they have a membership in the state “Trial”'],
    ['memberships.states', 'includesNoneOf', ['ended', 'paused'], 'they have no membership in the state “Ended” or “Paused”'],
    ['access.products', 'doesNotInclude', glaze, 'they do not have access to “Glaze”'],
    ['access.products', 'isEmpty', null, 'they have no access to any product'],
    ['event.lessonTitles', 'includes', 'Centring', 'the lesson titles include “Centring”'],
    ['event.lessonTitles', 'isEmpty', null, 'the lesson titles are empty'],
    // Contact fields
    [`field.${fieldId}.text`, 'contains', 'wide', 'their “Shoe size” contains “wide”'],
    [`field.${fieldId}.number`, 'atLeast', 42, 'their “Shoe size” is at least 42'],
    [`field.${fieldId}.date`, 'before', '2027-03-01', 'their “Shoe size” is before 1 Mar 2027'],
    [`field.${fieldId}.date`, 'withinNextDays', 1, 'their “Shoe size” is in the next day'],
    [`field.${fieldId}.choice`, 'isOneOf', ['Small', 'Large'], 'their “Shoe size” is “Small” or “Large”'],
    [`field.${fieldId}.choices`, 'includes', 'Small', 'their “Shoe size” include “Small”'],
    [`field.${fieldId}.boolean`, 'isTrue', null, 'their “Shoe size” is “yes”'],
    [`field.${fieldId}.boolean`, 'isFalse', null, 'their “Shoe size” is not “yes”'],
    [`field.${glaze.replace('3', '5')}.text`, 'isEmpty', null, 'a contact field is empty'],
    // Values of unknown kind
    ['event.properties.minutes', 'greaterThan', 30, '“minutes” is more than 30'],
    ['node.call.status', 'is', 200, 'the status from an earlier step is 200'],
    ['event.planTitle', 'is', '', 'the plan title is …'],
  ])('%s %s %j', (field, operator, value, expected) => {
    expect(sentence(field, operator, value)).toBe(expected);
  });

  it('for every field of the catalogue with each of its operators, without a label as forms show it', () => {
    const values: Partial<Record<Operator, unknown>> = {
      isOneOf: ['x'],
      isNoneOf: ['x'],
      includesAnyOf: ['x'],
      includesNoneOf: ['x'],
    };
    for (const { field, operators } of fieldsFor(scope)) {
      for (const operator of operators) {
        const text = sentence(field.replace('*', pottery), operator, operator in values ? values[operator] : 2);
        expect(text).toMatch(/^(the|their|they|a|no|what|“[^”]+”) ?/);
        expect(text).not.toMatch(/\b(is yes|is no|the (what|why|ends|trial ends|paid until)|1 days|, %)\b/i);
      }
    }
  });
});

describe('an event with its filters reads as a sentence', () => {
  const event = (type: Parameters<typeof describeEvent>[0], ...tests: unknown[]) =>
    describeEvent(type, Condition.parse({ tests }), names);
  const is = (field: string, value: unknown) => ({ field: `event.${field}`, operator: 'is', value });

  it.each(publicEventTypes)('%s has a clause for sentences, and one about a value names a field that it has', (type) => {
    const { clause, clauseOf, data }: EventDefinition = eventCatalogue[type];
    expect(clause).toMatch(/^(a|an|the|someone|someone’s|lessons|access) /);
    if (clauseOf) expect(Object.keys(data.shape)).toContain(clauseOf.field);
  });

  it('a value that belongs into the clause is not compared again', () => {
    expect(event('trial.ending')).toBe('a trial is about to end');
    expect(event('trial.ending', is('daysLeft', 3))).toBe('a trial ends in 3 days');
    expect(event('trial.ending', is('daysLeft', 1))).toBe('a trial ends in 1 day');
    expect(event('tag.added', is('tagId', 'vip'))).toBe('the tag “vip” is added');
    expect(event('membership.purchased', is('planId', pottery))).toBe('someone buys “Pottery”');
    expect(event('custom.event', is('name', 'webinar.attended'))).toBe('the custom event “webinar.attended” arrives');
  });

  it('other comparisons follow it', () => {
    expect(event('trial.ending', is('daysLeft', 3), { field: 'event.hasCard', operator: 'isFalse', value: null })).toBe(
      'a trial ends in 3 days, if no card is on file',
    );
    expect(event('trial.ending', { field: 'event.daysLeft', operator: 'atMost', value: 3 })).toBe(
      'a trial is about to end, if the number of days left is at most 3',
    );
  });

  it('a value of which only one of several comparisons must hold stays a comparison', () => {
    const any = Condition.parse({ match: 'any', tests: [is('daysLeft', 3), is('daysLeft', 7)] });
    expect(describeEvent('trial.ending', any, names)).toBe(
      'a trial is about to end, if the number of days left is 3 or the number of days left is 7',
    );
  });
});
