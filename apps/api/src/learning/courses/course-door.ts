import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Enrolment, Product, Tenancy } from '@perennial/db';
import type { LessonRelease } from '@perennial/domain/learning';
import {
  AccessService,
  Clocks,
  CourseReader,
  type LessonStanding,
  type OutlinedLesson,
  type OutlinedModule,
} from '@perennial/services';
import { Repository } from 'typeorm';

/** A course as it stands for one person at one moment; a visitor has no contact. */
export interface CourseStanding {
  readonly course: Product;
  readonly now: Date;
  /** Whether a live right opens the course. */
  readonly open: boolean;
  readonly enrolment: Enrolment | null;
  /** From when the release rules count. */
  readonly enrolledAt: Date;
  readonly outline: readonly OutlinedModule[];
  readonly standing: ReadonlyMap<string, LessonStanding>;
  readonly releases: ReadonlyMap<string, LessonRelease>;
}

/** The one answer to "may this person open this now?": from entitlements, release rules and the person's clock. */
@Injectable()
export class CourseAccess {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly clocks: Clocks,
    private readonly access: AccessService,
    private readonly reader: CourseReader,
    @InjectRepository(Enrolment) private readonly enrolments: Repository<Enrolment>,
    @InjectRepository(Product) private readonly products: Repository<Product>,
  ) {}

  /** In the open scope. Null when the person may not even know of the course. */
  async look(courseId: string, contactId: string | null): Promise<CourseStanding | null> {
    const course = await this.products.findOneBy({ id: courseId, kind: 'course' });
    if (!course) return null;
    const now = await this.clocks.nowFor(contactId);
    const open = contactId !== null && (await this.access.isOpen(contactId, courseId, now));
    if (!open && course.status !== 'published') return null;
    const outline = await this.reader.outline(courseId);
    if (contactId === null)
      return { course, now, open, enrolment: null, enrolledAt: now, outline, standing: new Map(), releases: new Map() };
    const enrolment = await this.enrolments.findOneBy({ contactId, courseId });
    const standing = enrolment ? await this.reader.standing(enrolment.id) : new Map<string, LessonStanding>();
    const span = await this.reader.accessSpan(contactId, courseId);
    // An enrolment that is still on its way will count from when access was gained.
    const enrolledAt = enrolment?.enrolledAt ?? span.since ?? now;
    const schedule = open ? await this.reader.schedule({ contactId, courseId, enrolledAt }, outline, standing, span) : [];
    return {
      course,
      now,
      open,
      enrolment,
      enrolledAt,
      outline,
      standing,
      releases: new Map(schedule.map((one) => [one.lessonId, one])),
    };
  }

  /** Ids of the courses that a live right opens to a contact, in the open scope. */
  async openCourses(contactId: string): Promise<string[]> {
    const now = await this.clocks.nowFor(contactId);
    const rows = await this.tenancy.rows<{ id: string }>(
      `select p.id from product p where p.kind = 'course' and exists (
         select from entitlement e where e.product_id = p.id and e.contact_id = $1 and e.starts_at <= $2
            and (e.ends_at is null or e.ends_at > $2) and e.revoked_at is null) order by p.title, p.id`,
      [contactId, now],
    );
    return rows.map(({ id }) => id);
  }
}

/** Whether the lesson itself may be shown. */
export function isLessonOpen({ course, open, releases, now }: CourseStanding, { id, preview }: OutlinedLesson): boolean {
  if (preview && course.status === 'published') return true;
  const opensAt = releases.get(id)?.unlocksAt;
  return open && typeof opensAt === 'string' && opensAt <= now.toISOString();
}

/** When a locked lesson opens; null when something else than time has to happen first. */
export function opensAtOf(standing: CourseStanding, lesson: OutlinedLesson): string | null {
  if (!standing.open || isLessonOpen(standing, lesson)) return null;
  return standing.releases.get(lesson.id)?.unlocksAt ?? null;
}

/** Why a lesson is locked where no instant says it; null where one does, or where it is open. */
export function lockOf(standing: CourseStanding, lesson: OutlinedLesson): string | null {
  if (isLessonOpen(standing, lesson) || opensAtOf(standing, lesson)) return null;
  if (!standing.open) return 'Opens with access to the course.';
  const release = standing.releases.get(lesson.id);
  const modules = standing.outline;
  const place = modules.findIndex(({ lessons }) => lessons.some(({ id }) => id === lesson.id));
  if (release?.by === 'module') return `Opens after “${modules[place - 1]?.title ?? 'the part before'}”.`;
  const order = modules.flatMap(({ lessons }) => lessons);
  const before = order[order.findIndex(({ id }) => id === lesson.id) - 1];
  return `Opens after “${before?.title ?? 'the lesson before'}”.`;
}
