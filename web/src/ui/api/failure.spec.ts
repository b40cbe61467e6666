import { describe, expect, it } from '@jest/globals';
import { ApiFailure, fieldName, messageOf } from './failure';

const refusal = (details: { field: string; message: string }[]) =>
  new ApiFailure(400, { code: 'invalid_input', message: 'Some fields are not valid.', details });

describe('what the api refuses', () => {
  it('is shown with every affected field', () => {
    const error = refusal([
      { field: 'modules.0.lessons.12.videoUrl', message: 'use an https address' },
      { field: 'timeZone', message: 'This is not a time zone.' },
    ]);
    expect(messageOf(error)).toBe(
      'Some fields are not valid. Video address: use an https address. Time zone: This is not a time zone.',
    );
  });

  it('without fields is its own sentence', () => {
    expect(messageOf(new ApiFailure(409, { code: 'conflict', message: 'Taken already.', field: 'email' }))).toBe(
      'Taken already.',
    );
  });

  it.each([
    ['email', 'Email'],
    ['modules.3.title', 'Title'],
    ['blocks.0', 'Blocks'],
    ['clockId', 'Clock id'],
    ['constructor', 'Constructor'],
  ])('%s is called %s', (field, name) => {
    expect(fieldName(field)).toBe(name);
  });
});
