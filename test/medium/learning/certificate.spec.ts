import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createCanvas } from '@napi-rs/canvas';
import { type Contact, Contact as ContactRow } from '@perennial/db';
import { defaultCertificateTemplate } from '@perennial/domain/certificates';
import { storablePicture } from '@perennial/rendering';
import { CertificateRequests, ContactChanges } from '@perennial/services';
import { pictureKey } from '@perennial/storage';
import { Classroom } from './classroom.js';

let room: Classroom;
beforeAll(async () => {
  room = await Classroom.open('certificate');
  room.now = new Date('2027-01-28T23:30:00Z');
});
afterAll(() => room.close());

interface Row {
  id: string;
  state: string;
  problem: string | null;
  pdfKey: string | null;
  sha256: string | null;
  snapshot: { recipientName: string; completedOn: string; verifyUrl: string; serial: string } | null;
}

async function asked(change: Partial<Contact> = {}) {
  const contactId = await room.person(change);
  const courseId = await room.course([{ title: 'A' }]);
  const made = await room.in(() =>
    new CertificateRequests(room.db.tenancy, room.db.events).request(contactId, courseId, room.now, null),
  );
  return { schoolId: room.school, contactId, courseId, certificateId: made?.id ?? '' };
}
const row = async (id: string): Promise<Row> => {
  const [found] = await room.db.asOwner<Row>(
    'select id, state, problem, pdf_key as "pdfKey", sha256, snapshot from certificate where id = $1',
    [id],
  );
  if (!found) throw new Error('no certificate');
  return found;
};
const issuedEvents = (contactId: string) =>
  room.db.asOwner<{ data: { serial: string }; causationId: string }>(
    `select data, causation_id as "causationId" from event where contact_id = $1 and type = 'certificate.issued'`,
    [contactId],
  );

describe('a certificate', () => {
  it('is drawn, stored and told; the day is the one on the person’s calendar', async () => {
    const input = await asked({ name: 'Zoë Łukasz', timeZone: 'Europe/Berlin' });
    await room.carry();
    const certificate = await row(input.certificateId);
    expect(certificate).toMatchObject({
      state: 'issued',
      problem: null,
      snapshot: { recipientName: 'Zoë Łukasz', completedOn: '2027-01-29', verifyUrl: expect.stringContaining('/verify/') },
    });
    const pdf = await room.storage.get(certificate.pdfKey ?? '');
    expect(Buffer.from(pdf).subarray(0, 5).toString()).toBe('%PDF-');
    expect(createHash('sha256').update(pdf).digest('hex')).toBe(certificate.sha256);
    const [told] = await issuedEvents(input.contactId);
    expect(told?.data.serial).toBe(certificate.snapshot?.serial);
    const [cause] = await room.db.asOwner<{ type: string }>('select type from event where id = $1', [told?.causationId]);
    expect(cause?.type).toBe('certificate.requested');
  });

  it('run twice is one row, one file and one event', async () => {
    const input = await asked();
    const { evaluateCertificate, storeCertificate, publishCertificate } = room.certificates;
    for (let i = 0; i < 2; i++) expect(await evaluateCertificate(input)).toEqual({ wanted: true });
    const stored = [await storeCertificate(input), await storeCertificate(input)];
    expect(stored[0]).toEqual(stored[1]);
    await Promise.all(stored.map((file) => publishCertificate(input, file)));
    expect(await evaluateCertificate(input)).toEqual({ wanted: false });
    await room.carry();
    expect(await issuedEvents(input.contactId)).toHaveLength(1);
    const rows = await room.db.asOwner('select id from certificate where contact_id = $1', [input.contactId]);
    expect(rows).toHaveLength(1);
  });

  it('asked for twice is the same one', async () => {
    const { contactId, courseId, certificateId } = await asked();
    const again = await room.in(() =>
      new CertificateRequests(room.db.tenancy, room.db.events).request(contactId, courseId, room.now, null),
    );
    expect(again).toEqual({ id: certificateId, fresh: false });
    await room.carry();
    expect(await issuedEvents(contactId)).toHaveLength(1);
  });

  it('keeps the name it was issued to, and its file, when the person or the look changes', async () => {
    const input = await asked({ name: 'Ana Ferreira' });
    await room.certificates.evaluateCertificate(input);
    await room.in(() => room.db.tenancy.em.query(`update contact set name = 'Ana Sousa' where id = $1`, [input.contactId]));
    await room.carry();
    expect((await row(input.certificateId)).snapshot?.recipientName).toBe('Ana Ferreira');
  });

  it('keeps the look it was frozen with: a later logo or template does not touch what is drawn again', async () => {
    const input = await asked();
    const name = async (colour: string) => {
      const canvas = createCanvas(40, 40);
      canvas.getContext('2d').fillStyle = colour;
      canvas.getContext('2d').fillRect(0, 0, 40, 40);
      const { name: made, bytes } = await storablePicture(await canvas.encode('png'));
      for (const use of ['logo', 'signature'] as const)
        await room.storage.put(pictureKey(use, room.school, made), bytes, 'image/png');
      return made;
    };
    const dress = async (colour: string, title: string) => {
      const picture = await name(colour);
      const template = { ...defaultCertificateTemplate, title, signature: picture };
      await room.in(async () => {
        await room.db.tenancy.em.query('update school set logo = $1 where id = $2', [picture, room.school]);
        await room.db.tenancy.em.query(
          'insert into certificate_template (template) values ($1) on conflict (school_id) do update set template = excluded.template',
          [JSON.stringify(template)],
        );
      });
    };
    await dress('#a4532c', 'Well thrown');
    await room.certificates.evaluateCertificate(input);
    const first = await room.certificates.storeCertificate(input);
    await dress('#123456', 'Changed since');
    expect(await room.certificates.storeCertificate(input)).toEqual(first);
    await room.db.asOwner('delete from outbox');
    await room.in(() => room.db.tenancy.em.query('delete from certificate_template'));
    await room.in(() => room.db.tenancy.em.query('update school set logo = null where id = $1', [room.school]));
  });

  it('that cannot be drawn says why without naming anyone, and is tried again with the corrected name', async () => {
    const input = await asked({ name: 'Ana 🌸' });
    await room.certificates.evaluateCertificate(input);
    await expect(room.certificates.storeCertificate(input)).rejects.toMatchObject({
      type: 'certificate_failed',
      nonRetryable: true,
      message: 'The certificate could not be drawn.',
    });
    await room.certificates.failCertificate(input, 'certificate_failed');
    expect(await row(input.certificateId)).toMatchObject({ state: 'failed', problem: expect.stringContaining('U+1F338') });
    await room.db.asOwner('delete from outbox');
    await room.in(async () => {
      await room.db.tenancy.em.query(`update contact set name = 'Ana' where id = $1`, [input.contactId]);
      expect(await new CertificateRequests(room.db.tenancy, room.db.events).retry(input.certificateId, room.now)).toBe(true);
    });
    await room.carry();
    expect(await row(input.certificateId)).toMatchObject({ state: 'issued', problem: null, snapshot: { recipientName: 'Ana' } });
    expect(await issuedEvents(input.contactId)).toHaveLength(1);
  });

  it('for someone without a name is not printed blank', async () => {
    const input = await asked({ name: '  ' });
    await expect(room.certificates.evaluateCertificate(input)).rejects.toMatchObject({ type: 'certificate_failed' });
    expect(await row(input.certificateId)).toMatchObject({ state: 'failed', problem: expect.stringContaining('no name') });
    await room.db.asOwner('delete from outbox');
  });

  it('that waited for a name is issued when the name is given, once, and not for another person’s name', async () => {
    const input = await asked({ name: '' });
    await expect(room.certificates.evaluateCertificate(input)).rejects.toMatchObject({ type: 'certificate_failed' });
    await room.db.asOwner('delete from outbox');
    const { tenancy, events, clocks } = room.db;
    const named = (id: string, change: Partial<Contact>) =>
      room.in(() => new ContactChanges(tenancy, events, clocks).watch(id, () => tenancy.repo(ContactRow).update({ id }, change)));
    await named(await room.person({ name: '' }), { name: 'Ben' });
    await named(input.contactId, { timeZone: 'Asia/Tokyo' });
    expect((await row(input.certificateId)).state).toBe('failed');
    await named(input.contactId, { name: 'Ana Ferreira' });
    await room.carry();
    expect(await row(input.certificateId)).toMatchObject({ state: 'issued', snapshot: { recipientName: 'Ana Ferreira' } });
    await named(input.contactId, { name: 'Ana F.' });
    await room.carry();
    expect(await issuedEvents(input.contactId)).toHaveLength(1);
  });

  it('that was revoked while it was drawn is not issued', async () => {
    const input = await asked();
    await room.certificates.evaluateCertificate(input);
    const stored = await room.certificates.storeCertificate(input);
    await room.db.asOwner('update certificate set revoked_at = now() where id = $1', [input.certificateId]);
    await room.certificates.publishCertificate(input, stored);
    expect(await issuedEvents(input.contactId)).toEqual([]);
    await room.carry();
    expect((await row(input.certificateId)).state).toBe('requested');
  });
});
