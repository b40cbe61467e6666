import { describe, expect, it } from '@jest/globals';
import { eventFields } from '../conditions/index.js';
import { type EventType, eventCatalogue } from './catalogue.js';
import { choiceLabel, hasChoiceLabel } from './choices.js';

describe('the values of events that are one of a few', () => {
  it('have words, each of them', () => {
    const types = Object.keys(eventCatalogue) as EventType[];
    const values = types.flatMap((type) => eventFields(type).flatMap(({ options = [] }) => options));
    expect(values.filter((value) => !hasChoiceLabel(value))).toEqual([]);
    expect(values.map(choiceLabel).filter((label) => label.includes('_'))).toEqual([]);
  });
});
