import { request } from 'node:http';
import { request as secureRequest } from 'node:https';

/**
 * Response of the API about a page. See PublicPage in apps/api.
 *
 * @typedef {{ title: string, description: string, url: string | null, imageUrl: string | null, siteName: string, heading: string,
 *   paragraphs: string[], links: { title: string, url: string }[] }} PublicPage
 */

/**
 * A page request: the host from the browser and the caller's address.
 *
 * @typedef {{ readonly host: string, readonly ip: string }} Visit
 */

/** A page is served without its metadata rather than late. */
const TIMEOUT_MS = 1500;
const KEPT_MS = 30_000;
const KEPT_PAGES = 500;

/** Gets pages from the API and caches them briefly, because a shared link is fetched many times at the same time. */
export class PublicPages {
  /** @type {Map<string, { until: number, answer: Promise<unknown> }>} */ #kept = new Map();

  /** @param {string} api its address */
  constructor(api) {
    this.api = api;
  }

  /**
   * Metadata and text of a page; null if the API does not respond or the school does not exist.
   * @param {Visit} visit
   * @param {string} path
   * @returns {Promise<PublicPage | null>}
   */
  async page(visit, path) {
    return /** @type {PublicPage | null} */ (await this.#ask(visit, `/api/portal/public-page?path=${encodeURIComponent(path)}`));
  }

  /**
   * Pages for search engines; null where the api does not answer, or knows no such school.
   * @param {Visit} visit
   * @returns {Promise<{ url: string, changedAt: string }[] | null>}
   */
  async list(visit) {
    return /** @type {{ url: string, changedAt: string }[] | null} */ (await this.#ask(visit, '/api/portal/public-pages'));
  }

  /**
   * @param {Visit} visit
   * @param {string} path
   */
  #ask(visit, path) {
    const key = `${visit.host} ${path}`;
    const now = Date.now();
    const kept = this.#kept.get(key);
    if (kept && kept.until > now) return kept.answer;
    const answer = fetchJson(new URL(path, this.api), visit).catch(() => {
      this.#kept.delete(key);
      return null;
    });
    this.#kept.delete(key);
    this.#kept.set(key, { until: now + KEPT_MS, answer });
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > KEPT_PAGES && oldest) this.#kept.delete(oldest);
    return answer;
  }
}

/**
 * The API needs the original Host, which `fetch` cannot set, and counts requests by caller.
 * @param {URL} url
 * @param {Visit} visit
 * @returns {Promise<unknown>}
 */
function fetchJson(url, { host, ip }) {
  return new Promise((resolve, reject) => {
    const ask = url.protocol === 'https:' ? secureRequest : request;
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const call = ask(url, { headers: { host, accept: 'application/json', 'x-forwarded-for': ip }, signal }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('error', reject);
      response.on('end', () => {
        if (response.statusCode !== 200) return reject(new Error(`the api answered ${response.statusCode}`));
        try {
          resolve(JSON.parse(text));
        } catch (error) {
          reject(error);
        }
      });
    });
    call.on('error', reject);
    call.end();
  });
}

/** @type {Readonly<Record<string, string>>} */
const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/**
 * A text as it may stand in HTML, between quotes too. A school writes its titles itself.
 * @param {string} text
 */
export const escapeHtml = (text) => text.replace(/[&<>"']/g, (character) => entities[character] ?? character);

/**
 * The page of the app with what it is about: for previews of shared links in its head, and for those without scripts in its body.
 * @param {string} html built page of the app
 * @param {PublicPage} page
 */
export function withPublicPage(html, page) {
  const { title, description, url, imageUrl, siteName } = page;
  /** @type {[attribute: 'name' | 'property', name: string, content: string | null][]} */
  const tags = [
    ['name', 'description', description],
    ['name', 'robots', url === null ? 'noindex' : null],
    ['property', 'og:type', 'website'],
    ['property', 'og:site_name', siteName],
    ['property', 'og:title', title],
    ['property', 'og:description', description],
    ['property', 'og:url', url],
    ['property', 'og:image', imageUrl],
    ['name', 'twitter:card', 'summary'],
    ['name', 'twitter:title', title],
    ['name', 'twitter:description', description],
    ['name', 'twitter:image', imageUrl],
  ];
  const head = [
    `<title>${escapeHtml(title)}</title>`,
    ...tags.flatMap(([attribute, name, content]) =>
      content === null ? [] : [`<meta ${attribute}="${name}" content="${escapeHtml(content)}" />`],
    ),
    ...(url === null ? [] : [`<link rel="canonical" href="${escapeHtml(url)}" />`]),
  ].join('\n    ');
  // Functions, because a dollar sign in a replacement text has a meaning.
  return html.replace(/<title>[^<]*<\/title>/, () => head).replace('<div id="root"></div>', (root) => `${root}${textOf(page)}`);
}

/** @param {PublicPage} page */
function textOf({ heading, paragraphs, links }) {
  const lines = [
    `<h1>${escapeHtml(heading)}</h1>`,
    ...paragraphs.map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`),
    ...(links.length > 0
      ? [`<ul>${links.map(({ title, url }) => `<li><a href="${escapeHtml(url)}">${escapeHtml(title)}</a></li>`).join('')}</ul>`]
      : []),
  ];
  return `\n    <noscript>${lines.join('\n')}</noscript>`;
}

/** @param {readonly { url: string, changedAt: string }[]} pages */
export const sitemapOf = (pages) =>
  [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ...pages.map(({ url, changedAt }) => `<url><loc>${escapeHtml(url)}</loc><lastmod>${escapeHtml(changedAt)}</lastmod></url>`),
    '</urlset>',
    '',
  ].join('\n');

/** Pages about one person; search engines need the rest, the api's public answers included. */
const PRIVATE = ['/account', '/certificates', '/checkout', '/memberships', '/sign-in', '/unsubscribe', '/verify'];

/** What search engines may not visit on the admin host: everything. */
export const adminRobots = 'User-agent: *\nDisallow: /\n';

/**
 * Paths of a portal that search engines must not visit.
 * @param {string | undefined} origin the portal's address; unknown while the API does not respond, which must not hide the portal
 */
export const portalRobots = (origin) =>
  [
    'User-agent: *',
    ...PRIVATE.map((path) => `Disallow: ${path}`),
    ...(origin ? ['', `Sitemap: ${origin}/sitemap.xml`] : []),
    '',
  ].join('\n');
