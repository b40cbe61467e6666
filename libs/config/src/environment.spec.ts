import { describe, expect, it } from '@jest/globals';
import { EnvironmentError, readEnvironment } from './environment.js';

const problemsOf = (work: () => unknown): readonly string[] => {
  try {
    work();
  } catch (error) {
    if (error instanceof EnvironmentError) return error.problems;
    throw error;
  }
  throw new Error('expected an EnvironmentError');
};

describe('readEnvironment', () => {
  it('names every variable that is missing or wrong, in one go', () => {
    expect(problemsOf(() => readEnvironment(['DATABASE_URL', 'API_PORT', 'TEMPORAL_ADDRESS'], { API_PORT: 'eighty' }))).toEqual([
      'DATABASE_URL: is not set',
      expect.stringMatching(/^API_PORT: /),
      'TEMPORAL_ADDRESS: is not set',
    ]);
  });

  it('never prints the value, which may be a secret', () => {
    const problems = problemsOf(() => readEnvironment(['STRIPE_SECRET_KEY'], { STRIPE_SECRET_KEY: 'hunter2' }));
    expect(problems.join()).not.toContain('hunter2');
  });

  it('counts an empty value as unset, so that a default applies', () => {
    expect(readEnvironment(['LOG_LEVEL'], { LOG_LEVEL: '' })).toEqual({ LOG_LEVEL: 'info' });
  });

  it('reads a secret from the file that X_FILE names', () => {
    const read = (path: string) => (path === '/run/secrets/db' ? 'postgres://a:b@c:5432/d\n' : '');
    expect(readEnvironment(['DATABASE_URL'], { DATABASE_URL_FILE: '/run/secrets/db' }, read)).toEqual({
      DATABASE_URL: 'postgres://a:b@c:5432/d',
    });
  });

  it('says when a secret file cannot be read', () => {
    const read = () => {
      throw new Error('ENOENT');
    };
    expect(problemsOf(() => readEnvironment(['APP_SECRET'], { APP_SECRET_FILE: '/gone' }, read))).toEqual([
      'APP_SECRET_FILE: the file it names cannot be read',
    ]);
  });
});
