import { describe, expect, it } from '@jest/globals';
import { textWithValues } from './text-with-values.js';

const accepts = (text: string) => textWithValues(200, 'Write something.').safeParse(text).success;

describe('a text with values', () => {
  it.each([
    'No values at all',
    '{{ contact.name }} bought {{event.planTitle}}',
    '{{ contact.name | default: contact.email }}',
    `{{ event.properties.order-id | default: "unknown" }}`,
    'Braces {like} these',
  ])('accepts %s', (text) => {
    expect(accepts(text)).toBe(true);
  });

  it.each([
    '',
    '   ',
    '{{ contact.name',
    '{{ }}',
    '{{ contact.name | explode }}',
    '{% if event.hasCard %}yes{% endif %}',
    '{{ contact.name + 1 }}',
    'x'.repeat(201),
  ])('refuses %j', (text) => {
    expect(accepts(text)).toBe(false);
  });
});
