import { describe, expect, it } from '@jest/globals';
import { EnvironmentError, type EnvironmentName, environment, readEnvironment, unreachable } from './environment.js';

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
      'DATABASE_URL: is not set; it must be postgres://user:password@host:5432/database',
      'API_PORT: must be a whole number from 0 to 65535',
      'TEMPORAL_ADDRESS: is not set; it must be host:port, such as 127.0.0.1:7233',
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

  it.each([
    ['TRUSTED_PROXIES', 'none', []],
    ['TRUSTED_PROXIES', 'web', ['web']],
    ['TRUSTED_PROXIES', 'loopback, 10.0.0.7,172.16.0.0/12,fd00::/8', ['loopback', '10.0.0.7', '172.16.0.0/12', 'fd00::/8']],
    ['OUTBOUND_ALLOWED', 'crm.internal:8080, 10.0.0.9:80', ['crm.internal:8080', '10.0.0.9:80']],
  ] as const)('reads the list %s', (name, value, list) => {
    expect(readEnvironment([name], { [name]: value })).toEqual({ [name]: list });
  });

  it.each<[EnvironmentName, string]>([
    ['NODE_ENV', 'prod'],
    ['LOG_LEVEL', 'loud'],
    ['DATABASE_URL', 'mysql://a:b@c/d'],
    ['DATABASE_POOL_SIZE', 'many'],
    ['DATABASE_POOL_SIZE', '1'],
    ['TEMPORAL_ADDRESS', 'http://temporal:7233'],
    ['TEMPORAL_UI_URL', 'temporal'],
    ['STRIPE_API_BASE', 'ftp://stripe'],
    ['SMTP_URL', 'mail:25'],
    ['STORAGE_URL', '/var/data'],
    ['STORAGE_URL', 's3://'],
    ['STORAGE_URL', 'file:///'],
    ['APP_SECRET', 'short'],
    ['API_PORT', '99999'],
    ['TRUSTED_PROXIES', '300.1.1.1'],
    ['TRUSTED_PROXIES', '10.0.0.0/40'],
    ['PUBLIC_ADMIN_URL', 'admin.example.com'],
    ['PUBLIC_ADMIN_URL', 'https://example.com/admin'],
    ['PUBLIC_PORTAL_URL', 'https://school.example.org'],
    ['PUBLIC_PORTAL_URL', 'https://{slug}.example.org/school'],
    ['OUTBOUND_ALLOWED', 'http://crm.internal'],
  ])('says what %s must be when it is %j', (name, value) => {
    const problems = problemsOf(() => readEnvironment([name], { [name]: value }));
    expect(problems).toEqual([expect.stringMatching(new RegExp(`^${name}: must .{10,}`))]);
    expect(problems.join()).not.toMatch(/Invalid|expected/);
  });

  it('has an error message for every required variable', () => {
    const unset = Object.keys(environment).filter((name) => !environment[name as EnvironmentName].safeParse(undefined).success);
    expect(unset.length).toBeGreaterThan(8);
    for (const name of unset)
      expect(problemsOf(() => readEnvironment([name as EnvironmentName], {}))).toEqual([
        expect.stringMatching(new RegExp(`^${name}: is not set; it must `)),
      ]);
  });
});

describe('a variable that leads nowhere', () => {
  it.each([
    [{ code: 'ECONNREFUSED' }, 'DATABASE_URL: cannot connect to db.internal:5432/perennial: nothing answers there'],
    [{ code: '28P01' }, 'DATABASE_URL: cannot connect to db.internal:5432/perennial: the password is not right'],
    [new Error('odd\nstack'), 'DATABASE_URL: cannot connect to db.internal:5432/perennial: odd'],
  ])('is named with its place and the reason, without its login', (error, problem) => {
    expect(unreachable('DATABASE_URL', 'postgres://app:hunter2@db.internal:5432/perennial', error).problems).toEqual([problem]);
  });
});
