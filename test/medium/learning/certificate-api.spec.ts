import { createHash } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type CertificateActivities, createCertificateActivities, PublicAddresses } from '@perennial/activities';
import { Contact, Product } from '@perennial/db';
import { defaultCertificateTemplate } from '@perennial/domain/certificates';
import { createLogger } from '@perennial/logging';
import { AccessService, Clocks, EventLog, FrozenGraphs } from '@perennial/services';
import { openStorage } from '@perennial/storage';
import { StripeClients } from '@perennial/stripe';
import { Fixture, type Visitor } from '../api/support.js';

// Real: API, Postgres, files in a folder, and the worker's steps, which the spec takes one by one.
let fixture: Fixture;
let owner: Visitor;
let mailer: CertificateActivities;
let courseId: string;

beforeAll(async () => {
  fixture = await Fixture.open();
  owner = await fixture.owner('kiln');
  const { app, tenancy } = fixture;
  const one = { strict: false };
  const parts = { clocks: app.get(Clocks, one), events: app.get(EventLog, one), access: app.get(AccessService, one) };
  const addresses = new PublicAddresses('http://admin.test', 'http://{slug}.localhost:3000', Buffer.alloc(32).toString('base64'));
  mailer = createCertificateActivities(
    { tenancy, ...parts, stripe: app.get(StripeClients, one), graphs: new FrozenGraphs(), log: createLogger('silent', 'spec') },
    openStorage('file:///tmp'),
    addresses,
  );
  courseId = await fixture.tenancy.withSchool(
    fixture.kiln,
    async () =>
      (await fixture.tenancy.repo(Product).insert({ kind: 'course', title: 'Wheel', slug: 'wheel', status: 'published' }))
        .identifiers[0]?.id,
  );
}, 90_000);
afterAll(async () => {
  await rm(`/tmp/certificates/${fixture.kiln}`, { recursive: true, force: true });
  await fixture.close();
});

let people = 0;
async function member(): Promise<Visitor & { id: string }> {
  const token = `token-${people++}`;
  const id = await fixture.tenancy.withSchool(fixture.kiln, async () => {
    const made = await fixture.tenancy.repo(Contact).insert({ email: `${token}@example.com`, name: 'Ana Ferreira' });
    const contactId: string = made.identifiers[0]?.id;
    await fixture.tenancy.em.query(
      `insert into session (audience, subject_id, token_hash, expires_at) values ('member', $1, $2, now() + interval '1 day')`,
      [contactId, createHash('sha256').update(token).digest('hex')],
    );
    return contactId;
  });
  const visitor = fixture.visitor('kiln');
  visitor.cookies.set('perennial_member', token);
  return { ...visitor, id };
}

/** Asked for by hand, then issued as the workflow would. */
async function issued(contactId: string): Promise<{ id: string; serial: string }> {
  const asked = await owner.send('POST', '/api/admin/certificates', { contactId, courseId });
  expect([asked.status, asked.body.state]).toEqual([201, 'requested']);
  const input = { schoolId: fixture.kiln, certificateId: asked.body.id, contactId, courseId };
  await mailer.evaluateCertificate(input);
  await mailer.publishCertificate(input, await mailer.storeCertificate(input));
  return asked.body;
}

describe('a certificate', () => {
  it('is its owner’s to download, and anyone’s to check by its serial', async () => {
    const ana = await member();
    const { id, serial } = await issued(ana.id);
    expect((await ana.get('/api/portal/certificates')).body).toMatchObject([{ id, serial, courseTitle: 'Wheel' }]);
    const pdf = await ana.get(`/api/portal/certificates/${id}/pdf`);
    expect([pdf.status, pdf.headers['content-type']]).toEqual([200, 'application/pdf']);
    expect(pdf.body.startsWith('%PDF-')).toBe(true);
    const anyone = fixture.visitor('kiln');
    const check = await anyone.get(`/api/portal/verify/${serial.toLowerCase()}`);
    expect(check.body).toMatchObject({
      state: 'valid',
      snapshot: { recipientName: 'Ana Ferreira', serial },
      revokedReason: null,
    });
    expect(check.body.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect((await anyone.get(`/api/portal/verify/${serial}/pdf`)).status).toBe(200);
  });

  it('cannot be downloaded by others, and does not exist for another school', async () => {
    const [ana, ben] = [await member(), await member()];
    const { id, serial } = await issued(ana.id);
    expect((await ben.get(`/api/portal/certificates/${id}/pdf`)).status).toBe(404);
    expect((await fixture.visitor('kiln').get(`/api/portal/certificates/${id}/pdf`)).status).toBe(401);
    expect((await fixture.visitor('bread').get(`/api/portal/verify/${serial}`)).body).toMatchObject({
      state: 'unknown',
      snapshot: null,
    });
    const stranger = await fixture.owner('bread');
    expect((await stranger.get(`/api/admin/certificates/${id}/pdf`)).status).toBe(404);
    expect((await stranger.send('POST', `/api/admin/certificates/${id}/revoke`, { reason: 'x' })).status).toBe(404);
    expect((await stranger.get(`/api/admin/contacts/${ana.id}/certificates`)).status).toBe(404);
  });

  it('whose file was altered is not handed out', async () => {
    const ana = await member();
    const { id, serial } = await issued(ana.id);
    const [row] = await fixture.rows<{ key: string }>(fixture.kiln, 'select pdf_key as key from certificate where id = $1', [id]);
    await writeFile(`/tmp/${row?.key}`, '%PDF- forged');
    for (const answer of [
      await ana.get(`/api/portal/certificates/${id}/pdf`),
      await fixture.visitor('kiln').get(`/api/portal/verify/${serial}/pdf`),
      await owner.get(`/api/admin/certificates/${id}/pdf`),
    ])
      expect([answer.status, answer.body.error.code]).toEqual([409, 'file_altered']);
    await rm(`/tmp/${row?.key}`);
    expect((await ana.get(`/api/portal/certificates/${id}/pdf`)).body.error.code).toBe('file_altered');
  });

  it('that was revoked says so and why, and is not handed out; another may be issued', async () => {
    const ana = await member();
    const { id, serial } = await issued(ana.id);
    expect((await owner.send('POST', '/api/admin/certificates', { contactId: ana.id, courseId })).status).toBe(409);
    expect((await owner.send('POST', `/api/admin/certificates/${id}/revoke`, { reason: ' ' })).status).toBe(400);
    const revoked = await owner.send('POST', `/api/admin/certificates/${id}/revoke`, { reason: 'Issued by mistake' });
    expect(revoked.body).toMatchObject({ state: 'revoked', revokedReason: 'Issued by mistake' });
    expect((await owner.send('POST', `/api/admin/certificates/${id}/revoke`, { reason: 'again' })).status).toBe(409);
    const check = await fixture.visitor('kiln').get(`/api/portal/verify/${serial}`);
    expect(check.body).toMatchObject({ state: 'revoked', revokedReason: 'Issued by mistake', pdfUrl: null });
    expect((await ana.get(`/api/portal/certificates/${id}/pdf`)).status).toBe(409);
    await issued(ana.id);
    const listed = await owner.get(`/api/admin/contacts/${ana.id}/certificates`);
    expect(listed.body.map(({ state }: { state: string }) => state)).toEqual(['issued', 'revoked']);
  });

  it.each(['AAAAAAAAAAAA', 'x', "'; drop table certificate"])('unknown is an answer: %s', async (serial) => {
    const check = await fixture.visitor('kiln').get(`/api/portal/verify/${encodeURIComponent(serial)}`);
    expect([check.status, check.body.state]).toEqual([200, 'unknown']);
    expect((await fixture.visitor('kiln').get(`/api/portal/verify/${encodeURIComponent(serial)}/pdf`)).status).toBe(404);
  });

  it('is not public while it is being created, and a failed one is retried by hand', async () => {
    const ana = await member();
    const asked = await owner.send('POST', '/api/admin/certificates', { contactId: ana.id, courseId });
    expect((await fixture.visitor('kiln').get(`/api/portal/verify/${asked.body.serial}`)).body.state).toBe('unknown');
    expect((await owner.send('POST', `/api/admin/certificates/${asked.body.id}/retry`)).status).toBe(409);
    const input = { schoolId: fixture.kiln, certificateId: asked.body.id, contactId: ana.id, courseId };
    await mailer.failCertificate(input, 'storage_unreachable');
    const [failed] = (await owner.get(`/api/admin/contacts/${ana.id}/certificates`)).body;
    expect(failed).toMatchObject({ state: 'failed', problem: 'The storage of files did not answer.' });
    const again = await owner.send('POST', `/api/admin/certificates/${asked.body.id}/retry`);
    expect(again.body).toMatchObject({ state: 'requested', problem: null });
  });
});

describe('a certificate that could not be issued', () => {
  const failedFor = async (contactId: string) => {
    const asked = await owner.send('POST', '/api/admin/certificates', { contactId, courseId });
    const input = { schoolId: fixture.kiln, certificateId: asked.body.id, contactId, courseId };
    await expect(mailer.evaluateCertificate(input)).rejects.toThrow();
    return asked.body.id as string;
  };
  const failed = async (by: Visitor, test = false) => (await by.get(`/api/admin/certificates/failed?test=${test}`)).body;

  it('needs attention with its reason, is counted on Home, and is retried when the name is entered', async () => {
    const [before, home] = [await failed(owner), (await owner.get('/api/admin/home')).body.needsYou.failedCertificates];
    const ana = await member();
    await fixture.rows(fixture.kiln, `update contact set name = '' where id = $1`, [ana.id]);
    const id = await failedFor(ana.id);
    const listed = await failed(owner);
    expect([listed.total, listed.test]).toEqual([before.total + 1, before.test]);
    expect(listed.certificates[0]).toMatchObject({ id, contact: { id: ana.id }, problem: expect.stringContaining('no name') });
    expect((await owner.get('/api/admin/home')).body.needsYou.failedCertificates).toBe(home + 1);
    expect((await ana.get(`/api/portal/courses/${courseId}`)).body.certificate).toEqual({ state: 'failed', needsName: true });
    await ana.send('PUT', '/api/portal/me', { name: 'Ana Ferreira', timeZone: 'Europe/Berlin' });
    expect((await ana.get(`/api/portal/courses/${courseId}`)).body.certificate).toEqual({ state: 'requested', needsName: false });
    expect((await failed(owner)).total).toBe(before.total);
  });

  it('of somebody on a test clock is listed among those, and on no other school’s list', async () => {
    const ana = await member();
    await fixture.rows(
      fixture.kiln,
      `with k as (insert into clock (name, now) values ('spec', now()) returning id)
       update contact set name = '', clock_id = k.id from k where contact.id = $1`,
      [ana.id],
    );
    const before = await failed(owner);
    const id = await failedFor(ana.id);
    const after = await failed(owner);
    expect([after.total, after.test]).toEqual([before.total, before.test + 1]);
    const ids = (list: { certificates: { id: string }[] }) => list.certificates.map((one) => one.id);
    expect(ids(after)).not.toContain(id);
    expect(ids(await failed(owner, true))).toContain(id);
    expect(await failed(await fixture.owner('bread'), true)).toEqual({ total: 0, test: 0, certificates: [] });
  });
});

describe('the look of certificates', () => {
  it('starts with one that can be printed, and keeps what is saved', async () => {
    expect((await owner.get('/api/admin/certificate-template')).body).toEqual({
      template: defaultCertificateTemplate,
      updatedAt: null,
    });
    const template = { ...defaultCertificateTemplate, title: 'Well thrown', signatureName: 'Nora' };
    await owner.send('PUT', '/api/admin/certificate-template', template);
    const saved = await owner.send('PUT', '/api/admin/certificate-template', { ...template, showLogo: false });
    expect(saved.body).toEqual({ template: { ...template, showLogo: false }, updatedAt: expect.any(String) });
    const refused = await owner.send('PUT', '/api/admin/certificate-template', { ...template, bodyText: '{password}' });
    expect([refused.status, refused.body.error.field]).toEqual([400, 'bodyText']);
  });

  it('is shown as the final PDF, or names what cannot be printed', async () => {
    const preview = await owner.send('POST', '/api/admin/certificate-template/preview', defaultCertificateTemplate);
    expect([preview.status, preview.headers['content-type']]).toEqual([200, 'application/pdf']);
    expect(preview.body.startsWith('%PDF-')).toBe(true);
    const emoji = await owner.send('POST', '/api/admin/certificate-template/preview', {
      ...defaultCertificateTemplate,
      title: '🌸',
    });
    expect([emoji.status, emoji.body.error.code]).toEqual([422, 'template_invalid']);
  });
});
