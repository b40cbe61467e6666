import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { after, test } from 'node:test';
import { anyPort } from '../../scripts/lib/ports.mjs';
import { withPublicPage } from '../../web/public-pages.mjs';

const hostile = `</title><script>alert("1")</script>$& ' " &amp; é 王`;
const page = {
  title: hostile,
  description: hostile,
  url: 'https://kiln.example/plans/all?a=1&b="2"',
  imageUrl: null,
  siteName: hostile,
  heading: hostile,
  paragraphs: [hostile],
  links: [{ title: hostile, url: 'https://kiln.example/' }],
};
const built = '<html><head><title>Member portal</title></head><body><div id="root"></div></body></html>';

test('a title that is markup stays a text', () => {
  const html = withPublicPage(built, page);
  assert.ok(!html.includes('<script'));
  assert.ok(!html.includes('Member portal'));
  const escaped = '&lt;/title&gt;&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;$&amp; &#39; &quot; &amp;amp; é 王';
  for (const place of [
    `<title>${escaped}</title>`,
    `<meta property="og:title" content="${escaped}" />`,
    `<meta name="description" content="${escaped}" />`,
    `<h1>${escaped}</h1>`,
    `<p>${escaped}</p>`,
    `<li><a href="https://kiln.example/">${escaped}</a></li>`,
    '<link rel="canonical" href="https://kiln.example/plans/all?a=1&amp;b=&quot;2&quot;" />',
  ])
    assert.ok(html.includes(place), place);
});

test('a page that is not public asks search engines to leave it out', () => {
  const html = withPublicPage(built, { ...page, url: null });
  assert.ok(html.includes('<meta name="robots" content="noindex" />'));
  assert.ok(!html.includes('canonical'));
  assert.ok(!withPublicPage(built, page).includes('noindex'));
});

/** Hosts and paths that the api was asked for. @type {string[]} */
const asked = [];
const api = createServer((incoming, answer) => {
  asked.push(`${incoming.headers.host} ${incoming.url}`);
  if (!incoming.headers.host?.startsWith('kiln.')) return answer.writeHead(404).end('{}');
  answer.setHeader('content-type', 'application/json');
  if (incoming.url === '/api/portal/public-pages')
    return answer.end(JSON.stringify([{ url: 'https://kiln.example', changedAt: '2027-01-02T03:04:05.000Z' }]));
  answer.end(JSON.stringify({ ...page, title: 'Pottery' }));
});
api.listen(0, '127.0.0.1');
await once(api, 'listening');
const { port: apiPort } = /** @type {import('node:net').AddressInfo} */ (api.address());
const port = await anyPort();
const server = new URL('../../web/server.mjs', import.meta.url).pathname;
const web = spawn(process.execPath, [server, '--port', String(port), '--api', `http://127.0.0.1:${apiPort}`], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
after(() => {
  web.kill();
  api.close();
});
await once(web.stdout, 'data');

/**
 * @param {string} host
 * @param {string} path
 * @returns {Promise<{ status: number | undefined, type: string | undefined, text: string }>}
 */
const get = (host, path) =>
  new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, agent: false, headers: { host: `${host}:${port}` } }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode, type: response.headers['content-type'], text }));
    })
      .on('error', reject)
      .end();
  });

test('a page of a portal has the title and the text of its plan, asked of the api once for many visitors', async () => {
  const answers = await Promise.all([1, 2, 3].map(() => get('kiln.localhost', '/plans/pottery?utm_source=x')));
  for (const { status, text } of answers) {
    assert.equal(status, 200);
    assert.match(text, /<title>Pottery<\/title>/);
    assert.match(text, /<noscript><h1>/);
    assert.match(text, /<script type="module"/);
  }
  assert.deepEqual(asked, [`kiln.localhost:${port} /api/portal/public-page?path=%2Fplans%2Fpottery`]);
});

test('a page of the admin app, and of a school that does not exist, is as it was built', async () => {
  asked.length = 0;
  assert.match((await get('admin.localhost', '/contacts')).text, /<title>(?!Pottery)[^<]+<\/title>/);
  assert.deepEqual(asked, []);
  assert.match((await get('nobody.localhost', '/')).text, /<title>Member portal<\/title>/);
});

test('search engines are led to the pages of a portal and away from the admin app', async () => {
  const robots = await get('kiln.localhost', '/robots.txt');
  assert.match(robots.text, /Disallow: \/account\n/);
  assert.match(robots.text, /\nSitemap: https:\/\/kiln\.example\/sitemap\.xml\n/);
  assert.equal((await get('admin.localhost', '/robots.txt')).text, 'User-agent: *\nDisallow: /\n');
  const sitemap = await get('kiln.localhost', '/sitemap.xml');
  assert.equal(sitemap.type, 'application/xml; charset=utf-8');
  assert.match(sitemap.text, /<url><loc>https:\/\/kiln\.example<\/loc><lastmod>2027-01-02T03:04:05\.000Z<\/lastmod><\/url>/);
  assert.equal((await get('admin.localhost', '/sitemap.xml')).status, 404);
});

test('pages are served while the api does not answer', async () => {
  api.closeAllConnections();
  await new Promise((resolve) => api.close(resolve));
  const answer = await get('kiln.localhost', '/plans/another');
  assert.equal(answer.status, 200);
  assert.match(answer.text, /<title>Member portal<\/title>/);
  assert.match((await get('other.localhost', '/robots.txt')).text, /^User-agent: \*\nDisallow: \/account\n/);
});
