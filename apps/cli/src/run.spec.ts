import { describe, expect, it } from '@jest/globals';
import type { Io } from './io.js';
import { run } from './run.js';

type Answers = Readonly<Record<string, { readonly status: number; readonly body: unknown } | Error>>;

/** Runs a command on a machine without a network, where the API gives these answers by method and path. */
async function runs(args: readonly string[], answers: Answers = {}, change: Partial<Io> = {}) {
  const [out, err, sent]: [string[], string[], Request[]] = [[], [], []];
  const io: Io = {
    variables: { PERENNIAL_URL: 'http://perennial.test', PERENNIAL_API_KEY: 'pk_0123456789abcdefghij' },
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
    errIsTerminal: false,
    read: async () => '{}',
    write: async () => undefined,
    fetch: async (request) => {
      sent.push(request);
      const given = answers[`${request.method} ${new URL(request.url).pathname}`] ?? refused('not_found', 404);
      if (given instanceof Error) throw given;
      return new Response(typeof given.body === 'string' ? given.body : JSON.stringify(given.body), { status: given.status });
    },
    sleep: async () => undefined,
    interruptible: (work) => work(new AbortController().signal),
    ...change,
  };
  const code = await run(args, io);
  return { code, out: out.join(''), err: err.join(''), sent };
}

const id = '019d0000-0000-7000-8000-000000000001';
const automations = '/v1/automations';
const listed = { status: 200, body: { items: [{ id, name: 'Welcome', state: 'active', version: 1 }] } };
const refused = (code: string, status: number, more: object = {}) => ({
  status,
  body: { error: { code, message: 'It is refused.', requestId: 'r1', ...more } },
});
const unconnected = Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNREFUSED' } });

describe('a command', () => {
  it('that succeeds exits with 0, and sends the key in the header only', async () => {
    const { code, out, err, sent } = await runs(['automations', 'list'], { [`GET ${automations}`]: listed });
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^NAME +STATE +VERSION +ID\nWelcome +active +1 +019d/);
    expect(sent[0]?.headers.get('authorization')).toBe('Bearer pk_0123456789abcdefghij');
    expect(sent[0]?.url).toBe('http://perennial.test/v1/automations');
  });

  it('that is refused exits with 1, with each issue and the ID for support', async () => {
    const problems = [{ code: 'missing', message: 'The email is missing.', fix: 'Choose an email.' }];
    const { code, out, err } = await runs(['automations', 'publish', id, '--revision', '3'], {
      [`POST ${automations}/${id}/publish`]: refused('graph_invalid', 422, { problems }),
    });
    expect([code, out]).toEqual([1, '']);
    expect(err).toBe('perennial: It is refused.\n  The email is missing. Choose an email.\n  Request ID for support: r1\n');
  });

  it('with a wrong key exits with 1 and names the variable', async () => {
    const { code, err } = await runs(['doctor'], { 'GET /v1/api-key': refused('not_signed_in', 401) });
    expect([code, err]).toEqual([1, expect.stringContaining('The key in PERENNIAL_API_KEY is wrong')]);
    expect(err).not.toContain('pk_');
  });

  it.each([
    [['automations', 'shwo', id], 'unknown command'],
    [['automations', 'list', '--stat', 'active'], 'unknown option'],
    [['automations', 'list', '--state', 'asleep'], 'Allowed choices'],
    [['runs', 'list', id, '--limit', '0'], 'at least 1'],
    [['automations', 'show'], 'missing required argument'],
    [['approvals', 'decide', id, 'maybe'], 'Allowed choices'],
    [['automations'], 'Usage: perennial automations'],
    [[], 'Usage: perennial'],
    [['automations', 'start', id], 'Say who starts'],
    [['runs', 'move', id, '--from', '1:a'], 'Say where to'],
    [['doctor', '--api-key', 'x'], 'A key must not be an argument'],
  ])('with wrong usage exits with 2: %j', async (args, message) => {
    const { code, err, sent } = await runs(args);
    expect([code, sent]).toEqual([2, []]);
    expect(err).toContain(message);
  });

  it.each(['PERENNIAL_URL', 'PERENNIAL_API_KEY'])('without %s exits with 2 and names it', async (name) => {
    const variables = { PERENNIAL_URL: 'http://perennial.test', PERENNIAL_API_KEY: 'pk_0123456789abcdefghij', [name]: undefined };
    const { code, err } = await runs(['doctor'], {}, { variables });
    expect([code, err]).toEqual([2, expect.stringContaining(`${name} is not set`)]);
  });

  it.each([
    ['nothing listens', unconnected, 'Cannot reach http://perennial.test: nothing listens there'],
    ['a page answers', { status: 404, body: '<html>' }, 'it is not Perennial'],
    ['a page answers with 200', { status: 200, body: '<html>' }, 'it is not Perennial'],
    ['the API is down behind its web server', refused('api_unreachable', 503), 'It is refused.'],
  ])('exits with 3 where %s', async (_, given, message) => {
    const { code, err } = await runs(['doctor'], { 'GET /v1/api-key': given });
    expect([code, err]).toEqual([3, expect.stringContaining(message)]);
  });

  it('without the file that it is to read exits with 1 and names the file', async () => {
    const missing = Object.assign(new Error('ENOENT'), { code: 'ENOENT', path: 'gone.json' });
    const { code, err } = await runs(['automations', 'import', 'gone.json'], {}, { read: () => Promise.reject(missing) });
    expect([code, err]).toEqual([1, expect.stringContaining('There is no file gone.json')]);
  });
});

describe('with --json, a command', () => {
  it('prints exactly one value, before or after its name', async () => {
    for (const args of [
      ['--json', 'automations', 'list'],
      ['automations', 'list', '--json'],
    ]) {
      const { out, err } = await runs(args, { [`GET ${automations}`]: listed });
      expect([JSON.parse(out), err]).toEqual([listed.body, '']);
    }
  });

  it.each([
    [['doctor', '--json'], 3, 'unreachable'],
    [['automations', 'shwo', '--json'], 2, 'wrong_usage'],
    [['automations', 'show', id, '--json'], 1, 'not_found'],
  ])('prints an error as one value too: %j', async (args, exitCode, error) => {
    const { code, out, err } = await runs(args, { 'GET /v1/api-key': unconnected });
    expect([code, JSON.parse(out)]).toEqual([exitCode, { error: expect.objectContaining({ code: error }) }]);
    expect(err).not.toBe('');
  });
});

describe('the help', () => {
  it.each([
    ['--help'],
    ['automations --help'],
    ['automations scenarios run --help'],
    ['runs move --help'],
    ['contacts find --help'],
    ['approvals decide --help'],
    ['doctor --help'],
  ])('of %s lists the exit codes and the variables', async (line) => {
    const { code, out } = await runs(line.split(' '));
    expect(code).toBe(0);
    for (const text of ['Exit codes:', '--json', 'cannot be reached', 'PERENNIAL_API_KEY']) expect(out).toContain(text);
  });

  it('of every command has an example', async () => {
    const groups = { automations: 9, runs: 6, contacts: 2, approvals: 2 };
    for (const [group, count] of Object.entries(groups)) {
      const { out } = await runs([group, '--help']);
      const names = [...out.matchAll(/^ {2}([a-z]+) .*/gm)].map(([, name = '']) => name).filter((name) => name !== 'help');
      expect([group, names.length]).toEqual([group, count]);
      for (const name of names.filter((each) => each !== 'scenarios'))
        expect((await runs([group, name, '--help'])).out).toMatch(new RegExp(`Examples?:\\n {2}\\$ perennial ${group} ${name} `));
    }
  });
});

describe('scenarios', () => {
  it('that fail make the command exit with 1, after the result', async () => {
    const results = [{ id: 's', name: 'In time', passed: false, differences: ['Too late.'] }];
    const path = `POST ${automations}/${id}/scenarios/run`;
    const { code, out } = await runs(['automations', 'scenarios', 'run', id, '--json'], {
      [path]: { status: 200, body: { passed: false, results } },
    });
    expect([code, JSON.parse(out)]).toEqual([1, { passed: false, results }]);
    expect(
      (await runs(['automations', 'scenarios', 'run', id], { [path]: { status: 200, body: { passed: true, results: [] } } }))
        .code,
    ).toBe(0);
  });
});

describe('waiting', () => {
  const move = {
    ...{ id: 'm', action: 'move', version: 2, requestedBy: 'CI', createdAt: '2027-01-17T10:00:00.000Z', finishedAt: null },
    ...{ state: 'running', total: 2, moved: 1, exited: 0, skipped: 0, failed: 0, results: [] },
  };
  const moving = {
    [`POST ${automations}/${id}/moves`]: { status: 202, body: move },
    [`GET ${automations}/${id}/moves/m`]: { status: 200, body: move },
  };
  const args = ['runs', 'move', id, '--from', '1:a', '--to', 'b', '--json'];

  it('ends with Ctrl-C, says that the work continues, and prints the newest state', async () => {
    const pressed = new AbortController();
    const { code, out, err } = await runs(args, moving, {
      interruptible: (work) => work(pressed.signal),
      sleep: async () => pressed.abort(),
    });
    expect([code, JSON.parse(out).state]).toEqual([130, 'running']);
    expect(err).toContain('1 of 2 done, 1 moved\n');
    expect(err).toContain(`The move continues. Continue to wait with: perennial runs move ${id} --watch m`);
  });

  it('continues after a short interruption of the connection, and gives up after a longer one', async () => {
    let reads = 0;
    const failingFor = (failures: number) => async (request: Request) => {
      if (request.method === 'POST') return Response.json(move, { status: 202 });
      reads++;
      if (reads > 1 && reads <= 1 + failures) throw unconnected;
      return Response.json({ ...move, state: reads > 1 ? 'done' : 'running' });
    };
    const short = await runs(args, {}, { fetch: failingFor(3) });
    expect([short.code, JSON.parse(short.out).state]).toEqual([0, 'done']);
    reads = 0;
    expect((await runs(args, {}, { fetch: failingFor(9) })).code).toBe(3);
  });

  it('is left out with --no-wait, and takes up an earlier move with --watch', async () => {
    const asked = await runs([...args, '--no-wait'], moving);
    expect([asked.code, asked.sent.map(({ method }) => method)]).toEqual([0, ['POST', 'GET']]);
    expect(asked.sent[0]?.headers.get('idempotency-key')).toMatch(/^[0-9a-f-]{36}$/);
    const watched = await runs(['runs', 'move', id, '--watch', 'm', '--no-wait'], moving);
    expect(watched.sent.map(({ method }) => method)).toEqual(['GET']);
  });
});
