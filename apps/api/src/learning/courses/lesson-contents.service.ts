import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Lesson, Product, Tenancy } from '@perennial/db';
import { type LessonContentInput, releaseImmediately } from '@perennial/domain/learning';
import { Clocks } from '@perennial/services';
import { Repository } from 'typeorm';
import { found, Refusal } from '../../platform/http/refusal.js';
import { cleanLessonHtml } from './lesson-html.js';
import type { LessonContentChange, LessonContentView } from './outline.schemas.js';

/** Lesson contents for staff. Each lesson is read and saved separately. */
@Injectable()
export class LessonContentsService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly clocks: Clocks,
    @InjectRepository(Lesson) private readonly lessons: Repository<Lesson>,
    @InjectRepository(Product) private readonly products: Repository<Product>,
  ) {}

  get(schoolId: string, id: string): Promise<LessonContentView> {
    return this.tenancy.withSchool(schoolId, () => this.#read(id));
  }

  /** Writes a lesson that is not in the outline yet, so that members never see an empty one. */
  create(schoolId: string, courseId: string, content: LessonContentInput): Promise<LessonContentView> {
    return this.tenancy.withSchool(schoolId, async () => {
      const course = found(await this.products.findOneBy({ id: courseId }), 'course');
      if (course.kind !== 'course') throw new Refusal('rule_refused', 'Only a course has lessons.');
      const made = await this.lessons.insert({
        ...written(content),
        courseId,
        moduleId: null,
        title: '',
        position: 0,
        release: releaseImmediately,
        removedAt: this.clocks.wall(),
      });
      return this.#read(made.identifiers[0]?.id);
    });
  }

  /** @throws {Refusal} `stale_revision` when someone else has saved this lesson in between */
  save(schoolId: string, id: string, { revision, ...content }: LessonContentChange): Promise<LessonContentView> {
    return this.tenancy.withSchool(schoolId, async () => {
      found(await this.lessons.findOneBy({ id }), 'lesson');
      const saved = await this.lessons.update({ id, revision }, { ...written(content), revision: () => 'revision + 1' });
      if (!saved.affected)
        throw new Refusal('stale_revision', 'Someone else changed this lesson after you opened it. Reload it, then save.');
      return this.#read(id);
    });
  }

  async #read(id: string): Promise<LessonContentView> {
    const { revision, kind, bodyHtml, videoUrl } = found(await this.lessons.findOneBy({ id }), 'lesson');
    return { id, revision, kind, bodyHtml, videoUrl };
  }
}

const written = ({ kind, bodyHtml, videoUrl }: LessonContentInput) => ({
  kind,
  videoUrl,
  bodyHtml: cleanLessonHtml(bodyHtml),
});
