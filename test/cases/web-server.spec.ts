import { describe, expect, it } from '@jest/globals';
import { send } from '../medium/api/http.js';
import { runningStack } from '../support/stack.js';

const { addresses } = runningStack();
const web = new URL(addresses.web ?? addresses.admin ?? '');

const ask = (line: string, headers: Readonly<Record<string, string>>, body?: object) => {
  const [method = '', path = ''] = line.split(' ');
  return send({ port: Number(web.port), method, path, headers, body });
};

const admin = `admin.localhost:${web.port}`;
const portal = `somebody.localhost:${web.port}`;

describe('the web server', () => {
  it('does not trust the forwarded address of a caller: one caller has one count', async () => {
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 12; attempt++) {
      const { status } = await ask(
        'POST /api/admin/session',
        {
          host: admin,
          origin: `http://${admin}`,
          'x-forwarded-for': `198.51.100.${attempt}`,
          forwarded: `for=198.51.100.${attempt}`,
        },
        { email: 'forwarded@example.org', password: 'wrong' },
      );
      statuses.push(status);
    }
    expect(statuses.filter((status) => status === 401)).toHaveLength(10);
    expect(statuses.slice(10)).toEqual([429, 429]);
  });

  it('does not trust the host that a caller claims', async () => {
    const { status, body } = await ask('GET /api/portal/school', { host: admin, 'x-forwarded-host': portal });
    expect([status, body.error.code]).toEqual([404, 'not_found']);
  });

  it.each([
    ['a page', '/'],
    ['a page of the portal', '/plans'],
    ['a file', '/favicon.svg'],
  ])('protects %s as the api protects its answers', async (_, path) => {
    const { headers } = await ask(`GET ${path}`, { host: admin });
    const api = (await ask('GET /api/admin/me', { host: admin })).headers;
    for (const name of [
      'strict-transport-security',
      'x-content-type-options',
      'cross-origin-opener-policy',
      'origin-agent-cluster',
    ])
      expect([name, headers[name]]).toEqual([name, api[name] ?? 'sent by the api']);
    expect(headers['content-security-policy']).toContain("script-src 'self'; style-src");
    expect(headers['x-frame-options']).toBe('DENY');
  });

  it.each(['TRACE /api/portal/school', 'TRACE /', 'POST /nowhere', 'PROPFIND /%61pi/portal/school'])(
    '%s gets the one error shape',
    async (line) => {
      const { status, body } = await ask(line, { host: portal });
      expect([status, body.error]).toEqual([404, expect.objectContaining({ code: 'not_found' })]);
    },
  );

  it.each([
    '/api/docs',
    '/api/docs/',
    '/api/docs/swagger-ui.css',
    '/api/docs/index.html',
    '/api/openapi.json',
    '/api/openapi.yaml',
  ])('%s describes the API on the admin host, never on a portal', async (path) => {
    expect((await ask(`GET ${path}`, { host: portal })).status).toBe(404);
    expect((await ask(`GET ${path.replace('/api', '/%61pi')}`, { host: portal })).status).toBe(404);
  });

  it('shows the description on the admin host', async () => {
    expect((await ask('GET /api/docs', { host: admin })).status).toBe(200);
    expect((await ask('GET /api/openapi.json', { host: admin })).status).toBe(200);
  });
});
