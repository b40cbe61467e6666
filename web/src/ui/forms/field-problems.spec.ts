import { expect, it } from '@jest/globals';
import { z } from 'zod';
import { asSentence, problemBy, problemsBy } from './field-problems';

const Input = z.object({
  title: z.string().min(1, 'give it a title').max(3, 'at most 3 characters'),
  tags: z.array(z.string().min(1, 'Enter a tag.')),
});

it('a form names the first problem of each field by the schema of the API, as a sentence', () => {
  expect(problemsBy(Input)({ title: '', tags: ['a', ''] })).toEqual({ title: 'Give it a title.', 'tags.1': 'Enter a tag.' });
  expect(problemsBy(Input)({ title: 'abc', tags: [] })).toEqual({});
});

it('a field is checked by its own schema', () => {
  expect(problemBy(Input.shape.title)('abcd')).toBe('At most 3 characters.');
  expect(problemBy(Input.shape.title)('abc')).toBeNull();
});

it('a sentence stays one', () => {
  expect(asSentence('Enter a tag.')).toBe('Enter a tag.');
  expect(asSentence('must be a colour')).toBe('Must be a colour.');
});
