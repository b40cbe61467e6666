import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { send } from '../medium/api/http.js';
import { runningStack } from '../support/stack.js';

const stack = runningStack();
const portal = new URL(stack.addresses.portal ?? '');
const call = (method: string, path: string, more: { cookie?: string; body?: object } = {}) =>
  send({
    port: Number(new URL(stack.addresses.api ?? '').port),
    method,
    path,
    body: more.body,
    headers: { host: portal.host, origin: portal.origin, ...(more.cookie && { cookie: more.cookie }) },
  });

describe('the demo school', () => {
  it('gives its member every course, as its plan promises its buyers', async () => {
    const member = stack.logins.find(({ who }) => who === 'Member');
    const session = await call('POST', '/api/portal/session', { body: { email: member?.email, password: member?.password } });
    const cookie = session.cookies.map(([name, value]) => `${name}=${value}`).join('; ');
    const home = await call('GET', '/api/portal/home', { cookie });
    const [plan] = (await call('GET', '/api/portal/plans')).body;
    expect(plan.description).toBe('Every course we teach, for as long as you are a member.');
    expect(home.body.courses.map(({ title }: { title: string }) => title)).toEqual(
      plan.products.map(({ title }: { title: string }) => title),
    );
  });

  it('has the automation published before the purchase, in the printed steps and in the README', () => {
    const readme = readFileSync('README.md', 'utf8');
    expect(stack.tryFirst.findIndex((step) => step.includes('Publish'))).toBeLessThan(
      stack.tryFirst.findIndex((step) => step.includes('Buy the membership')),
    );
    expect(readme.indexOf('**Publish an automation.**')).toBeLessThan(readme.indexOf('**Buy as a visitor**'));
  });
});
