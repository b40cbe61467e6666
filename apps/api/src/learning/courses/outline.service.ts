import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { CourseModule, Lesson, Product, Tenancy } from '@perennial/db';
import { ReleaseRule } from '@perennial/domain/learning';
import { Clocks, Enrolments, EventLog, LessonReleases } from '@perennial/services';
import { In, IsNull, Repository } from 'typeorm';
import { found, Refusal } from '../../platform/http/refusal.js';
import { cleanLessonHtml } from './lesson-html.js';
import type { OutlineChange, OutlineView } from './outline.schemas.js';

type ModuleChange = OutlineChange['modules'][number];
type LessonChange = ModuleChange['lessons'][number];

/** How long a removed entry of an outline can be restored. */
const keptDays = 30;

/**
 * The outline of a course, edited as a whole, so that the order is never partially changed. Lesson contents are saved
 * separately.
 */
@Injectable()
export class OutlineService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly clocks: Clocks,
    private readonly events: EventLog,
    private readonly releases: LessonReleases,
    private readonly enrolments: Enrolments,
    @InjectRepository(CourseModule) private readonly courseModules: Repository<CourseModule>,
    @InjectRepository(Lesson) private readonly lessons: Repository<Lesson>,
    @InjectRepository(Product) private readonly products: Repository<Product>,
  ) {}

  get(schoolId: string, courseId: string): Promise<OutlineView> {
    return this.tenancy.withSchool(schoolId, () => this.#read(courseId));
  }

  /** @throws {Refusal} `stale_revision` when someone else has saved in between */
  replace(schoolId: string, courseId: string, change: OutlineChange): Promise<OutlineView> {
    return this.tenancy.withSchool(schoolId, async () => {
      await this.#course(courseId);
      const now = this.clocks.wall();
      await this.#takeRevision(courseId, change.revision, now);
      await this.#checkIds(courseId, change);
      const there = new Set(await this.#taught(courseId));
      const store = () => this.#store(courseId, change, now);
      const lessonIds = mayLock(await this.#read(courseId), change)
        ? await this.releases.keepOpen({ courseId }, store)
        : await store();
      await this.enrolments.recount(courseId);
      await this.events.record({
        type: 'course.outline_changed',
        contactId: null,
        occurredAt: now,
        data: { courseId, addedLessonIds: lessonIds.filter((id) => !there.has(id)) },
      });
      return this.#read(courseId);
    });
  }

  /** Returns the IDs of all lessons. */
  async #store(courseId: string, { modules }: OutlineChange, now: Date): Promise<string[]> {
    const kept: string[] = [];
    const keptLessons: string[] = [];
    for (const [position, module] of modules.entries()) {
      const moduleId = await this.#storeModule(courseId, module, position);
      kept.push(moduleId);
      for (const [place, lesson] of module.lessons.entries()) {
        keptLessons.push(await this.#storeLesson(courseId, moduleId, lesson, place));
      }
    }
    await this.#removeRest(courseId, kept, keptLessons, now);
    return keptLessons;
  }

  async #course(id: string): Promise<Product> {
    const product = found(await this.products.findOneBy({ id }), 'course');
    if (product.kind !== 'course') throw new Refusal('rule_refused', 'Only a course has an outline.');
    return product;
  }

  async #takeRevision(id: string, revision: number, now: Date): Promise<void> {
    const taken = await this.tenancy.row(
      'update product set outline_revision = outline_revision + 1, updated_at = $3 where id = $1 and outline_revision = $2 returning id',
      [id, revision, now],
    );
    if (!taken)
      throw new Refusal('stale_revision', 'Someone else changed this outline after you opened it. Reload it, then save.');
  }

  /** IDs must belong to this course and be unique. The content of existing lessons is saved separately. */
  async #checkIds(courseId: string, { modules }: OutlineChange): Promise<void> {
    const known = {
      modules: await this.#ids('course_module', courseId),
      lessons: await this.#ids('lesson', courseId),
    };
    const refuse = (field: string, message = 'is not in this course or was sent twice; omit the id for a new entry'): never => {
      throw new Refusal(
        'invalid_input',
        'Some fields are not valid. Correct the fields named below and send the request again.',
        {
          field,
          details: [{ field, message }],
        },
      );
    };
    for (const [i, module] of modules.entries()) {
      if (module.id && !known.modules.delete(module.id)) refuse(`modules.${i}.id`);
      for (const [k, lesson] of module.lessons.entries()) {
        const field = `modules.${i}.lessons.${k}`;
        if (lesson.id && !known.lessons.delete(lesson.id)) refuse(`${field}.id`);
        for (const name of ['bodyHtml', 'videoUrl'] as const)
          if (lesson.id && lesson[name] !== undefined)
            refuse(`${field}.${name}`, 'is saved with the lesson itself; omit it here and send it to /api/admin/lessons/{id}');
      }
    }
  }

  async #ids(table: 'course_module' | 'lesson', courseId: string): Promise<Set<string>> {
    const rows = await this.tenancy.rows<{ id: string }>(`select id from ${table} where course_id = $1`, [courseId]);
    return new Set(rows.map(({ id }) => id));
  }

  async #taught(courseId: string): Promise<string[]> {
    const sql = 'select id from lesson where course_id = $1 and removed_at is null';
    return (await this.tenancy.rows<{ id: string }>(sql, [courseId])).map(({ id }) => id);
  }

  async #storeModule(courseId: string, { id, title, release }: ModuleChange, position: number): Promise<string> {
    const repo = this.courseModules;
    if (id) {
      await repo.update({ id }, { title, release, position, removedAt: null });
      return id;
    }
    return (await repo.insert({ courseId, title, release, position })).identifiers[0]?.id;
  }

  async #storeLesson(courseId: string, moduleId: string, lesson: LessonChange, position: number): Promise<string> {
    const { id, title, kind, videoUrl, required, preview, release, bodyHtml } = lesson;
    const repo = this.lessons;
    const row = { moduleId, title, required, preview, release, position, removedAt: null };
    if (id) {
      await repo.update({ id }, row);
      return id;
    }
    const content = { kind: kind ?? 'text', videoUrl: videoUrl ?? null, bodyHtml: cleanLessonHtml(bodyHtml ?? '') };
    return (await repo.insert({ ...content, ...row, courseId })).identifiers[0]?.id;
  }

  /** A removed entry can be restored for a while. After that it is deleted, unless people have started it. */
  async #removeRest(courseId: string, modules: readonly string[], lessons: readonly string[], now: Date): Promise<void> {
    const { em } = this.tenancy;
    const long = new Date(now.getTime() - keptDays * 86_400_000);
    await em.query('update lesson set removed_at = $3 where course_id = $1 and removed_at is null and id <> all($2::uuid[])', [
      courseId,
      lessons,
      now,
    ]);
    await em.query(
      `update course_module set removed_at = $3 where course_id = $1 and removed_at is null and id <> all($2::uuid[])`,
      [courseId, modules, now],
    );
    const gone = `select l.id from lesson l where l.course_id = $1 and l.removed_at < $2 and not exists (
      select from lesson_progress p where p.lesson_id = l.id and (p.opened_at is not null or p.completed_at is not null))`;
    await em.query(`delete from lesson_progress where lesson_id in (${gone})`, [courseId, long]);
    await em.query(`delete from lesson where id in (${gone})`, [courseId, long]);
    await em.query(
      `delete from course_module m where m.course_id = $1 and m.removed_at < $2 and not exists (select from lesson l where l.module_id = m.id)`,
      [courseId, long],
    );
  }

  async #read(courseId: string): Promise<OutlineView> {
    const course = await this.#course(courseId);
    const order = { position: 'ASC', id: 'ASC' } as const;
    const modules = await this.courseModules.find({ where: { courseId, removedAt: IsNull() }, order });
    const lessons = await this.lessons.find({
      select: structure,
      where: { moduleId: In(modules.map(({ id }) => id)), removedAt: IsNull() },
      order,
    });
    return {
      revision: course.outlineRevision,
      modules: modules.map(({ id, title, release }) => ({
        id,
        title,
        release: ReleaseRule.parse(release),
        lessons: lessons.filter(({ moduleId }) => moduleId === id).map(toLesson),
      })),
    };
  }
}

type Scheduled = Pick<ModuleChange, 'id' | 'release'> & {
  readonly lessons: readonly Pick<LessonChange, 'id' | 'release' | 'required'>[];
};

/** Whether a change can delay a lesson: it touches rules, order or what is required, and not everything opens immediately. */
function mayLock(before: { readonly modules: readonly Scheduled[] }, after: { readonly modules: readonly Scheduled[] }): boolean {
  const rules = after.modules.flatMap(({ release, lessons }) => [release, ...lessons.map((lesson) => lesson.release)]);
  if (rules.every(({ mode }) => mode === 'immediate')) return false;
  const shape = ({ modules }: typeof before) =>
    JSON.stringify(
      modules.map(({ id, release, lessons }) => [id, release, lessons.map((one) => [one.id, one.release, one.required])]),
    );
  return shape(before) !== shape(after);
}

const structure = { id: true, moduleId: true, title: true, kind: true, required: true, preview: true, release: true } as const;

const toLesson = ({ id, title, kind, required, preview, release }: Lesson) => ({
  id,
  title,
  kind,
  required,
  preview,
  release: ReleaseRule.parse(release),
});
