import { describe, expect, it } from '@jest/globals';
import { refuseKeysIn, settingsFrom } from './settings.js';

const key = 'pk_0123456789abcdefghij';
const variables = { PERENNIAL_URL: 'http://127.0.0.1:3000/', PERENNIAL_API_KEY: ` ${key}\n` };

describe('the settings of a command', () => {
  it('are the two variables, or the address from --url', () => {
    expect(settingsFrom(variables, undefined)).toEqual({ url: 'http://127.0.0.1:3000', key });
    expect(settingsFrom(variables, 'https://school.example/base/').url).toBe('https://school.example/base');
  });

  it.each([
    [{ PERENNIAL_API_KEY: key }, undefined, 'PERENNIAL_URL is not set'],
    [{ PERENNIAL_URL: 'http://a.example', PERENNIAL_API_KEY: '  ' }, undefined, 'PERENNIAL_API_KEY is not set'],
    [{ ...variables, PERENNIAL_URL: 'school.example' }, undefined, 'PERENNIAL_URL is not an address'],
    [variables, 'ftp://school.example', '--url is not an address'],
    [variables, 'https://ana:hunter2@school.example', '--url must not contain a user name'],
  ])('name what is missing or unusable', (given, url, message) => {
    expect(() => settingsFrom(given, url)).toThrow(message);
  });

  it('never quote a key', () => {
    const spoilt = { ...variables, PERENNIAL_API_KEY: 'pk_hunter2 hunter2 hunter2' };
    expect(() => settingsFrom(spoilt, undefined)).toThrow(/^(?!.*hunter2)PERENNIAL_API_KEY contains/);
  });
});

describe('a key as an argument', () => {
  it.each([[['--api-key', key]], [['--key=x']], [['doctor', key]], [['--note', `key=${key}`]]])('is refused', (args) => {
    expect(() => refuseKeysIn(args)).toThrow(/^(?!.*pk_)A key must not be an argument/);
  });

  it('is not suspected in other arguments', () => {
    expect(() => refuseKeysIn(['automations', 'publish', 'Keys', '--idempotency-key', 'pk_1'])).not.toThrow();
  });
});
