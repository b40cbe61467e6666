import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { inRoot } from '../../scripts/lib/paths.mjs';
import { anyPort } from '../../scripts/lib/ports.mjs';
import { sleep } from '../../scripts/lib/say.mjs';

const folder = mkdtempSync(join(tmpdir(), 'inbox-'));
const [smtp, http] = [await anyPort(), await anyPort()];
const address = `http://127.0.0.1:${http}`;
/** @type {import('node:child_process').ChildProcess} */
let inbox;

/** @param {string} path @param {RequestInit} [init] */
const api = async (path, init) => (await fetch(`${address}/api/${path}`, init)).json();

async function start() {
  inbox = spawn(
    process.execPath,
    [inRoot('scripts/mail-inbox.mjs'), '--smtp', `${smtp}`, '--http', `${http}`, '--folder', folder],
    { stdio: 'ignore' },
  );
  for (let waited = 0; waited < 8000; waited += 50) {
    if (await fetch(address).catch(() => undefined)) return;
    await sleep(50);
  }
  assert.fail('the inbox did not start');
}

/**
 * Speaks SMTP by hand and resolves with the server's last answer.
 * @param {string} to
 * @param {string} message
 * @returns {Promise<string>}
 */
function send(to, message) {
  const lines = ['EHLO test', 'MAIL FROM:<school@example.com>', `RCPT TO:<${to}>`, 'DATA', `${message}\r\n.`];
  return new Promise((resolve, reject) => {
    const socket = connect(smtp, '127.0.0.1');
    socket.setEncoding('utf8').on('error', reject);
    socket.on('data', (/** @type {string} */ answer) => {
      // The last line of an answer has a space behind its code.
      if (!/^\d{3} /m.test(answer)) return;
      const next = lines.shift();
      if (next && !/^[45]/.test(answer)) socket.write(`${next}\r\n`);
      else {
        socket.destroy();
        resolve(answer);
      }
    });
  });
}

/** @param {string} subject @param {string} [id] */
const mail = (subject, id = '<one@example.com>') =>
  `From: School <school@example.com>\r\nTo: Ada <ada@example.com>\r\nSubject: ${subject}\r\nMessage-ID: ${id}\r\n\r\nSee https://example.com/a?b=c`;

before(start);
after(() => {
  inbox.kill();
  rmSync(folder, { recursive: true, force: true });
});

test('keeps what it answered 250 for through a kill, and counts copies of one Message-ID', async () => {
  assert.match(await send('ada@example.com', mail('Welcome')), /^250/);
  assert.match(await send('ada@example.com', mail('Welcome')), /^250/);
  inbox.kill('SIGKILL');
  await start();
  const { total, messages } = await api('messages?to=ADA@example.com&subject=welcome');
  assert.equal(total, 2);
  assert.equal(messages[0].copies, 2);
  const message = await api(`messages/${messages[0].id}`);
  assert.deepEqual(message.links, ['https://example.com/a?b=c']);
  assert.deepEqual(message.envelope, { from: 'school@example.com', to: ['ada@example.com'] });
  const raw = await (await fetch(`${address}/api/messages/${messages[0].id}/raw`)).text();
  assert.equal(raw.trimEnd(), mail('Welcome'));
});

test('lists what came after a message, newest first', async () => {
  const newest = (await api('messages?limit=1')).messages[0];
  await send('ada@example.com', mail('Second', '<two@example.com>'));
  await send('ada@example.com', mail('Third', '<three@example.com>'));
  const { messages } = await api(`messages?after=${newest.id}`);
  assert.deepEqual(
    messages.map((/** @type {{ subject: string }} */ { subject }) => subject),
    ['Third', 'Second'],
  );
});

test('refuses and delays on request', async () => {
  await api('behaviour', { method: 'POST', body: JSON.stringify({ rejectWith: '550 5.1.1 No such mailbox', onlyTo: 'grace' }) });
  assert.match(await send('grace@example.com', mail('x')), /^550 5\.1\.1 No such mailbox/);
  assert.match(await send('ada@example.com', mail('x')), /^250/);
  await api('behaviour', { method: 'POST', body: JSON.stringify({ delayBeforeAnswerMs: 400 }) });
  const { total } = await api('messages');
  const since = performance.now();
  const answer = send('ada@example.com', mail('slow'));
  await sleep(250);
  assert.equal((await api('messages')).total, total + 1, 'kept before it is answered');
  await answer;
  assert.ok(performance.now() - since >= 400);
  await api('behaviour', { method: 'POST', body: '{}' });
});

test('a page of another site gets nothing', async () => {
  assert.equal((await fetch(`${address}/api/messages`, { headers: { origin: 'https://evil.example' } })).status, 403);
});
