import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createCanvas } from '@napi-rs/canvas';
import { type Contact, Contact as ContactRow } from '@perennial/db';
import { defaultCertificateTemplate } from '@perennial/domain/certificates';
import { storablePicture } from '@perennial/rendering';
import { CertificateRequests, ContactChanges } from '@perennial/services';
import { pictureKey } from '@perennial/storage';
import { Classroom } from './classroom.js';

let classroom: Classroom;
beforeAll(async () => {
  classroom = await Classroom.open('certificate');
  classroom.now = new Date('2027-01-28T23:30:00Z');
});
afterAll(() => classroom.close());

interface Row {
  id: string;
  state: string;
  problem: string | null;
  pdfKey: string | null;
  sha256: string | null;
  snapshot: { recipientName: string; completedOn: string; verifyUrl: string; serial: string } | null;
}

async function asked(change: Partial<Contact> = {}) {
  const contactId = await classroom.person(change);
  const courseId = await classroom.course([{ title: 'A' }]);
  const made = await classroom.in(() =>
    new CertificateRequests(classroom.db.tenancy, classroom.db.events).request(contactId, courseId, classroom.now, null),
  );
  return { schoolId: classroom.school, contactId, courseId, certificateId: made?.id ?? '' };
}
const row = async (id: string): Promise<Row> => {
  const [found] = await classroom.db.asOwner<Row>(
    'select id, state, problem, pdf_key as "pdfKey", sha256, snapshot from certificate where id = $1',
    [id],
  );
  if (!found) throw new Error('no certificate');
  return found;
};
const issuedEvents = (contactId: string) =>
  classroom.db.asOwner<{ data: { serial: string }; causationId: string }>(
    `select data, causation_id as "causationId" from event where contact_id = $1 and type = 'certificate.issued'`,
    [contactId],
  );

describe('a certificate', () => {
  it('is drawn, stored and recorded, with the day in the person’s time zone', async () => {
    const input = await asked({ name: 'Zoë Łukasz', timeZone: 'Europe/Berlin' });
    await classroom.carry();
    const certificate = await row(input.certificateId);
    expect(certificate).toMatchObject({
      state: 'issued',
      problem: null,
      snapshot: { recipientName: 'Zoë Łukasz', completedOn: '2027-01-29', verifyUrl: expect.stringContaining('/verify/') },
    });
    const pdf = await classroom.storage.get(certificate.pdfKey ?? '');
    expect(Buffer.from(pdf).subarray(0, 5).toString()).toBe('%PDF-');
    expect(createHash('sha256').update(pdf).digest('hex')).toBe(certificate.sha256);
    const [told] = await issuedEvents(input.contactId);
    expect(told?.data.serial).toBe(certificate.snapshot?.serial);
    const [cause] = await classroom.db.asOwner<{ type: string }>('select type from event where id = $1', [told?.causationId]);
    expect(cause?.type).toBe('certificate.requested');
  });

  it('run twice is one row, one file and one event', async () => {
    const input = await asked();
    const { evaluateCertificate, storeCertificate, publishCertificate } = classroom.certificates;
    for (let i = 0; i < 2; i++) expect(await evaluateCertificate(input)).toEqual({ wanted: true });
    const stored = [await storeCertificate(input), await storeCertificate(input)];
    expect(stored[0]).toEqual(stored[1]);
    await Promise.all(stored.map((file) => publishCertificate(input, file)));
    expect(await evaluateCertificate(input)).toEqual({ wanted: false });
    await classroom.carry();
    expect(await issuedEvents(input.contactId)).toHaveLength(1);
    const rows = await classroom.db.asOwner('select id from certificate where contact_id = $1', [input.contactId]);
    expect(rows).toHaveLength(1);
  });

  it('is issued together with others that are requested at the same time, each once, with its own name and day', async () => {
    const courseId = await classroom.course([{ title: 'A' }]);
    const names = ['Zoë Łukasz', 'Ana Ferreira', ''];
    const contactIds: string[] = [];
    for (const [i, name] of names.entries())
      contactIds.push(await classroom.person({ name, timeZone: i === 0 ? 'Europe/Berlin' : 'America/New_York' }));
    const ids = await classroom.in(async () => {
      const requests = new CertificateRequests(classroom.db.tenancy, classroom.db.events);
      const made = [];
      for (const contactId of contactIds) made.push(await requests.request(contactId, courseId, classroom.now, null));
      return made.map((each) => each?.id ?? '');
    });
    classroom.made.length = 0;
    await classroom.carry();
    expect(classroom.made.filter((call) => call.operation === 'start' && call.workflow === 'certificate')).toEqual([]);
    const batches = classroom.made.filter((call) => call.operation === 'start' && call.workflow === 'certificateBatch');
    expect(batches).toMatchObject([{ input: { certificates: ids.map((certificateId) => ({ certificateId, courseId })) } }]);
    const rows = await Promise.all(ids.map(row));
    expect(rows.map(({ state }) => state)).toEqual(['issued', 'issued', 'failed']);
    expect(rows[2]?.problem).toMatch(/^The person has no name to print/);
    expect(rows.map(({ snapshot }) => snapshot?.completedOn)).toEqual(['2027-01-29', '2027-01-28', undefined]);
    const again = await classroom.certificates.issueCertificates({ schoolId: classroom.school, certificateIds: ids.slice(0, 2) });
    expect(again).toEqual({ left: [] });
    for (const contactId of contactIds.slice(0, 2)) {
      const events = await issuedEvents(contactId);
      expect(events).toHaveLength(1);
      const [cause] = await classroom.db.asOwner<{ type: string; contact_id: string }>(
        'select type, contact_id from event where id = $1',
        [events[0]?.causationId],
      );
      expect(cause).toEqual({ type: 'certificate.requested', contact_id: contactId });
    }
  });

  it('that cannot be stored for the moment is left for a later attempt, and does not hold up the others', async () => {
    const [one, other] = [await asked(), await asked()];
    const put = classroom.storage.put.bind(classroom.storage);
    classroom.storage.put = async (key, ...file) => {
      if (key.includes(one.certificateId)) throw new Error('the disk is full');
      return put(key, ...file);
    };
    try {
      const certificateIds = [one.certificateId, other.certificateId];
      const issue = () => classroom.certificates.issueCertificates({ schoolId: classroom.school, certificateIds });
      expect(await issue()).toEqual({ left: [one.certificateId] });
      expect((await row(one.certificateId)).state).toBe('requested');
      expect((await row(other.certificateId)).state).toBe('issued');
    } finally {
      classroom.storage.put = put;
    }
    await classroom.carry();
    expect((await row(one.certificateId)).state).toBe('issued');
  });

  it('asked for twice is the same one', async () => {
    const { contactId, courseId, certificateId } = await asked();
    const again = await classroom.in(() =>
      new CertificateRequests(classroom.db.tenancy, classroom.db.events).request(contactId, courseId, classroom.now, null),
    );
    expect(again).toEqual({ id: certificateId, fresh: false });
    await classroom.carry();
    expect(await issuedEvents(contactId)).toHaveLength(1);
  });

  it('keeps the name it was issued to, and its file, when the person or the look changes', async () => {
    const input = await asked({ name: 'Ana Ferreira' });
    await classroom.certificates.evaluateCertificate(input);
    await classroom.in(() =>
      classroom.db.tenancy.em.query(`update contact set name = 'Ana Sousa' where id = $1`, [input.contactId]),
    );
    await classroom.carry();
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
        await classroom.storage.put(pictureKey(use, classroom.school, made), bytes, 'image/png');
      return made;
    };
    const dress = async (colour: string, title: string) => {
      const picture = await name(colour);
      const template = { ...defaultCertificateTemplate, title, signature: picture };
      await classroom.in(async () => {
        await classroom.db.tenancy.em.query('update school set logo = $1 where id = $2', [picture, classroom.school]);
        await classroom.db.tenancy.em.query(
          'insert into certificate_template (template) values ($1) on conflict (school_id) do update set template = excluded.template',
          [JSON.stringify(template)],
        );
      });
    };
    await dress('#a4532c', 'Well thrown');
    await classroom.certificates.evaluateCertificate(input);
    const first = await classroom.certificates.storeCertificate(input);
    await dress('#123456', 'Changed since');
    expect(await classroom.certificates.storeCertificate(input)).toEqual(first);
    await classroom.db.asOwner('delete from outbox');
    await classroom.in(() => classroom.db.tenancy.em.query('delete from certificate_template'));
    await classroom.in(() => classroom.db.tenancy.em.query('update school set logo = null where id = $1', [classroom.school]));
  });

  it('that cannot be drawn has a reason without names, and is retried with the corrected name', async () => {
    const input = await asked({ name: 'Ana 🌸' });
    await classroom.certificates.evaluateCertificate(input);
    await expect(classroom.certificates.storeCertificate(input)).rejects.toMatchObject({
      type: 'certificate_failed',
      nonRetryable: true,
      message: 'The certificate could not be drawn.',
    });
    await classroom.certificates.failCertificate(input, 'certificate_failed');
    expect(await row(input.certificateId)).toMatchObject({ state: 'failed', problem: expect.stringContaining('U+1F338') });
    await classroom.db.asOwner('delete from outbox');
    await classroom.in(async () => {
      await classroom.db.tenancy.em.query(`update contact set name = 'Ana' where id = $1`, [input.contactId]);
      expect(
        await new CertificateRequests(classroom.db.tenancy, classroom.db.events).retry(input.certificateId, classroom.now),
      ).toBe(true);
    });
    await classroom.carry();
    expect(await row(input.certificateId)).toMatchObject({ state: 'issued', problem: null, snapshot: { recipientName: 'Ana' } });
    expect(await issuedEvents(input.contactId)).toHaveLength(1);
  });

  it('for someone without a name is not printed blank', async () => {
    const input = await asked({ name: '  ' });
    await expect(classroom.certificates.evaluateCertificate(input)).rejects.toMatchObject({ type: 'certificate_failed' });
    expect(await row(input.certificateId)).toMatchObject({ state: 'failed', problem: expect.stringContaining('no name') });
    await classroom.db.asOwner('delete from outbox');
  });

  it('that waited for a name is issued when the name is given, once, and not for another person’s name', async () => {
    const input = await asked({ name: '' });
    await expect(classroom.certificates.evaluateCertificate(input)).rejects.toMatchObject({ type: 'certificate_failed' });
    await classroom.db.asOwner('delete from outbox');
    const { tenancy, events, clocks } = classroom.db;
    const named = (id: string, change: Partial<Contact>) =>
      classroom.in(() =>
        new ContactChanges(tenancy, events, clocks).watch(id, () => tenancy.repo(ContactRow).update({ id }, change)),
      );
    await named(await classroom.person({ name: '' }), { name: 'Ben' });
    await named(input.contactId, { timeZone: 'Asia/Tokyo' });
    expect((await row(input.certificateId)).state).toBe('failed');
    await named(input.contactId, { name: 'Ana Ferreira' });
    await classroom.carry();
    expect(await row(input.certificateId)).toMatchObject({ state: 'issued', snapshot: { recipientName: 'Ana Ferreira' } });
    await named(input.contactId, { name: 'Ana F.' });
    await classroom.carry();
    expect(await issuedEvents(input.contactId)).toHaveLength(1);
  });

  it('that was revoked while it was drawn is not issued', async () => {
    const input = await asked();
    await classroom.certificates.evaluateCertificate(input);
    const stored = await classroom.certificates.storeCertificate(input);
    await classroom.db.asOwner('update certificate set revoked_at = now() where id = $1', [input.certificateId]);
    await classroom.certificates.publishCertificate(input, stored);
    expect(await issuedEvents(input.contactId)).toEqual([]);
    await classroom.carry();
    expect((await row(input.certificateId)).state).toBe('requested');
  });
});
