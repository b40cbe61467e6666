import { Certificate, CertificateTemplate, Contact, Enrolment, Product, School } from '@perennial/db';
import { firstZone, localDate } from '@perennial/domain/calendar';
import {
  CertificateLook,
  CertificateSnapshot,
  defaultCertificateTemplate,
  CertificateTemplate as Template,
} from '@perennial/domain/certificates';
import { In } from 'typeorm';
import type { PublicAddresses } from '../messaging/mail-links.js';
import type { Services } from '../platform/services.js';
import { freezeCertificates } from './certificates.queries.js';

/** What a certificate says and how it looks. */
export interface CertificateFace {
  readonly look: CertificateLook;
  readonly snapshot: CertificateSnapshot;
}

/** What was frozen, and messages for staff about certificates that cannot say what they should, by ID. */
export interface Frozen {
  readonly faces: ReadonlyMap<string, CertificateFace>;
  readonly misfits: ReadonlyMap<string, string>;
}

/** What certificates say and how they look. In the open scope. */
export class CertificateContent {
  constructor(
    private readonly services: Services,
    private readonly addresses: PublicAddresses,
  ) {}

  /** Stores the content and the appearance of certificates that have none, with a number of statements that does not grow with them. */
  async freeze(certificates: readonly Certificate[]): Promise<Frozen> {
    const faces = new Map<string, CertificateFace>();
    const misfits = new Map<string, string>();
    const open = certificates.filter(({ snapshot }) => snapshot === null);
    if (open.length === 0) return { faces, misfits };
    const snapshotOf = await this.#snapshots(open);
    const look = await this.look();
    for (const certificate of open) {
      const snapshot = snapshotOf(certificate);
      if (snapshot.success) faces.set(certificate.id, { look, snapshot: snapshot.data });
      else misfits.set(certificate.id, misfit(new Set(snapshot.error.issues.map(({ path }) => String(path[0])))));
    }
    if (faces.size > 0)
      await this.services.tenancy.rowsOf(
        freezeCertificates,
        [...faces.keys()],
        [...faces.values()].map(({ snapshot }) => JSON.stringify(snapshot)),
        JSON.stringify(look),
      );
    return { faces, misfits };
  }

  /** What a certificate was frozen with. One from before the appearance was stored has the current one. */
  async faceOf({ look, snapshot }: Certificate): Promise<CertificateFace> {
    return {
      look: look ? CertificateLook.parse(look) : await this.look(),
      snapshot: CertificateSnapshot.parse(snapshot),
    };
  }

  /** The current appearance of certificates. */
  async look(): Promise<CertificateLook> {
    const { tenancy } = this.services;
    const stored = await tenancy.repo(CertificateTemplate).findOneBy({});
    const school = await tenancy.repo(School).findOneByOrFail({});
    return {
      template: stored ? Template.parse(stored.template) : defaultCertificateTemplate,
      logo: school.logo,
    };
  }

  /** Content of certificates: the current names, and the day of completion in the person's time zone. */
  async #snapshots(certificates: readonly Certificate[]) {
    const { tenancy } = this.services;
    const contactIds = [...new Set(certificates.map(({ contactId }) => contactId))];
    const courseIds = [...new Set(certificates.map(({ courseId }) => courseId))];
    const school = await tenancy.repo(School).findOneByOrFail({});
    const contacts = byId(await tenancy.repo(Contact).findBy({ id: In(contactIds) }));
    const courses = byId(await tenancy.repo(Product).findBy({ id: In(courseIds) }));
    const enrolments = await tenancy.repo(Enrolment).findBy({ contactId: In(contactIds), courseId: In(courseIds) });
    const completed = new Map(enrolments.map((each) => [`${each.contactId}:${each.courseId}`, each.completedAt]));
    return ({ contactId, courseId, serial, requestedAt }: Certificate) => {
      const contact = contacts.get(contactId);
      const completedAt = completed.get(`${contactId}:${courseId}`) ?? requestedAt;
      return CertificateSnapshot.safeParse({
        recipientName: contact?.name,
        courseTitle: courses.get(courseId)?.title,
        completedOn: localDate(completedAt.toISOString(), firstZone(contact?.timeZone ?? null, school.timeZone)),
        serial,
        schoolName: school.name,
        verifyUrl: `${this.addresses.portal(school.slug)}/verify/${serial}`,
      });
    };
  }
}

const byId = <T extends { readonly id: string }>(rows: readonly T[]): ReadonlyMap<string, T> =>
  new Map(rows.map((row) => [row.id, row]));

function misfit(fields: ReadonlySet<string>): string {
  if (fields.has('recipientName'))
    return 'The person has no name to print, or one of more than 120 characters. Change the name and try again.';
  return `These do not fit on a certificate: ${[...fields].join(', ')}. Change them and try again.`;
}
