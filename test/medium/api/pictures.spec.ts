import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createCanvas } from '@napi-rs/canvas';
import { defaultCertificateTemplate } from '@perennial/domain/certificates';
import { Fixture, type Visitor } from './support.js';

let fixture: Fixture;
let owner: Visitor;
let stranger: Visitor;
let picture: Buffer;
let signed: Buffer;
beforeAll(async () => {
  fixture = await Fixture.open();
  owner = await fixture.owner('kiln');
  stranger = await fixture.owner('bread');
  const canvas = createCanvas(800, 800);
  canvas.getContext('2d').fillRect(100, 100, 600, 600);
  picture = await canvas.encode('png');
  canvas.getContext('2d').clearRect(200, 200, 100, 100);
  signed = await canvas.encode('png');
}, 90_000);
afterAll(async () => {
  for (const use of ['logos', 'signatures'])
    for (const school of [fixture.kiln, fixture.bread]) await rm(`/tmp/${use}/${school}`, { recursive: true, force: true });
  await fixture.close();
});

const added = async (use: 'logo' | 'signature'): Promise<string> => {
  const { status, body } = await owner.send('POST', `/api/admin/pictures/${use}`, use === 'logo' ? picture : signed);
  expect([status, body.width, body.height]).toEqual([200, 640, 640]);
  return body.name;
};

describe('a logo', () => {
  it('that was taken in shows nowhere before the school is saved with it, and nowhere after it is taken away', async () => {
    const visitor = fixture.visitor('kiln');
    const logo = await added('logo');
    expect((await visitor.get('/api/portal/school')).body.logoUrl).toBeNull();
    expect((await owner.send('PATCH', '/api/admin/school', { logo })).body.school.logo).toBe(logo);
    expect((await visitor.get('/api/portal/school')).body.logoUrl).toBe(`/api/portal/logo/${logo}`);
    expect((await owner.send('PATCH', '/api/admin/school', { logo: null })).body.school.logo).toBeNull();
    expect((await visitor.get('/api/portal/school')).body.logoUrl).toBeNull();
  });

  it('is visible to everyone on any page, is cached, and cannot run scripts', async () => {
    const { status, headers } = await fixture.visitor('kiln').get(`/api/portal/logo/${await added('logo')}`);
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'image/png',
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'cross-origin',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
    });
  });

  it('does not come from another school, and another school cannot use it', async () => {
    const logo = await added('logo');
    expect((await fixture.visitor('bread').get(`/api/portal/logo/${logo}`)).status).toBe(404);
    expect((await stranger.get(`/api/admin/pictures/logo/${logo}`)).status).toBe(404);
    const refused = await stranger.send('PATCH', '/api/admin/school', { logo });
    expect([refused.status, refused.body.error.field]).toEqual([400, 'logo']);
  });

  it('is staff’s to take in: not a visitor’s, not from another page, and not as JSON', async () => {
    expect((await fixture.visitor('admin').send('POST', '/api/admin/pictures/logo', picture)).status).toBe(401);
    expect((await owner.send('POST', '/api/admin/pictures/logo', {})).status).toBe(400);
    const elsewhere = await fixture.request({
      method: 'POST',
      path: '/api/admin/pictures/logo',
      body: picture,
      headers: { host: 'admin.localhost:3000', origin: 'http://kiln.localhost:3000' },
    });
    expect(elsewhere.body.error.code).toBe('forbidden_origin');
    expect((await owner.send('PATCH', '/api/admin/school', picture)).status).toBe(415);
  });

  it.each([
    ['a page that says it is a picture', () => Buffer.from('<html><script>alert(1)</script></html>'), 400],
    ['an SVG', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), 400],
    ['a cut one', () => picture.subarray(0, 60), 400],
    ['a huge one', () => Buffer.concat([picture, Buffer.alloc(5e6)]), 413],
  ])('%s is refused', async (_, file, status) => {
    const refused = await owner.send('POST', '/api/admin/pictures/logo', file());
    expect([refused.status, refused.body.error.field]).toEqual([status, status === 400 ? 'logo' : undefined]);
  });

  it.each(['..%2F..%2Fetc%2Fpasswd', 'x.png', `${'0'.repeat(64)}.svg`, `${'0'.repeat(64)}.png`])(
    '%s is nothing',
    async (name) => {
      expect((await fixture.visitor('kiln').get(`/api/portal/logo/${name}`)).status).toBe(404);
      expect((await owner.get(`/api/admin/pictures/logo/${name}`)).status).toBe(404);
    },
  );
});

describe('a signature', () => {
  it('is shown to staff alone, and printed in the preview and on what is saved', async () => {
    const signature = await added('signature');
    expect((await owner.get(`/api/admin/pictures/signature/${signature}`)).headers['cache-control']).toMatch(/^private/);
    expect((await fixture.visitor('kiln').get(`/api/portal/logo/${signature}`)).status).toBe(404);
    const template = { ...defaultCertificateTemplate, signature };
    const preview = await owner.send('POST', '/api/admin/certificate-template/preview', template);
    expect([preview.status, preview.body.includes('/Subtype /Image')]).toEqual([200, true]);
    const saved = await owner.send('PUT', '/api/admin/certificate-template', template);
    expect(saved.body.template.signature).toBe(signature);
    const refused = await stranger.send('PUT', '/api/admin/certificate-template', template);
    expect([refused.status, refused.body.error.field]).toEqual([400, 'signature']);
  });
});

it('pictures have an end: too many in an hour are refused, another school’s are not', async () => {
  const sent = async (visitor: Visitor) =>
    (await visitor.send('POST', '/api/admin/pictures/logo', Buffer.from('no picture'))).status;
  const statuses = new Set<number>();
  for (let i = 0; i < 100; i++) statuses.add(await sent(owner));
  expect([...statuses]).toContain(429);
  expect(await sent(stranger)).toBe(400);
});
