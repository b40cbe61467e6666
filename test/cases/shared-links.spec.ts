import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Fixture } from '../e2e/support/fixture.js';
import { send } from '../medium/api/http.js';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await Fixture.open();
});
afterAll(() => fixture.close());

/** A page as a crawler gets it, which runs no scripts. */
const crawl = async (path: string): Promise<string> => {
  const { host, port } = new URL(fixture.portalUrl());
  return String((await send({ port: Number(port), method: 'GET', path, headers: { host } })).body);
};

describe('a shared link', () => {
  it('has title, description, address and text of the plan in its HTML', async () => {
    const html = await crawl('/plans/pottery-all-year');
    expect(html).toContain('<title>Pottery, all year · Kiln &amp; Clay</title>');
    expect(html).toContain('<meta property="og:title" content="Pottery, all year · Kiln &amp; Clay" />');
    expect(html).toMatch(
      /<meta name="description" content="Every course we teach[^"]+Free for 14 days, then €29\.00 every month/,
    );
    expect(html).toContain(`<link rel="canonical" href="${fixture.portalUrl()}/plans/pottery-all-year" />`);
    expect(html).toMatch(/<noscript><h1>Pottery, all year<\/h1>/);
  });

  it('keeps pages about one person out of search engines', async () => {
    expect(await crawl('/account')).toContain('<meta name="robots" content="noindex" />');
    expect(await crawl('/robots.txt')).toContain('Disallow: /account\n');
  });

  it('is in the sitemap where a plan is on sale', async () => {
    expect(await crawl('/sitemap.xml')).toContain(`<loc>${fixture.portalUrl()}/plans/pottery-all-year</loc>`);
  });
});
