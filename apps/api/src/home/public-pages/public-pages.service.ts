import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Lesson, Plan, Product, School, Tenancy } from '@perennial/db';
import { termsSentence } from '@perennial/domain/billing';
import { logoPath } from '@perennial/domain/school';
import { formatMoney, plainParagraphs } from '@perennial/rendering';
import { CourseReader } from '@perennial/services';
import { In, Repository } from 'typeorm';
import { PlanProducts } from '../../billing/plans/plan-products.js';
import { ApiConfig } from '../../platform/database/api-config.js';
import { found } from '../../platform/http/refusal.js';
import { iso } from '../../platform/http/schemas.js';
import { coursesWithPreview } from './public-pages.queries.js';
import type { PublicPage, PublicPages } from './public-pages.schemas.js';

type Content = Pick<PublicPage, 'heading' | 'paragraphs' | 'links'>;

const coursePage = /^\/courses\/([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})$/;
/** Link previews cut longer ones. */
const descriptionLength = 200;

/** The content of a portal's pages for programs that run no scripts. Only what any visitor may see. */
@Injectable()
export class PublicPagesService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly config: ApiConfig,
    private readonly planProducts: PlanProducts,
    private readonly courseReader: CourseReader,
    @InjectRepository(Lesson) private readonly lessons: Repository<Lesson>,
    @InjectRepository(Plan) private readonly planRows: Repository<Plan>,
    @InjectRepository(Product) private readonly products: Repository<Product>,
    @InjectRepository(School) private readonly schools: Repository<School>,
  ) {}

  /** A page by its path. A page that is not public has the school's name, and is not indexed. */
  page(schoolId: string, path: string): Promise<PublicPage> {
    return this.tenancy.withSchool(schoolId, async () => {
      const school = found(await this.schools.findOneBy({ id: schoolId }), 'school');
      const origin = this.config.portalUrl(school.slug);
      const content = await this.#content(school, origin, path);
      const title = content && content.heading !== school.name ? `${content.heading} · ${school.name}` : school.name;
      return {
        title,
        description: shortened(content?.paragraphs.join(' ') || `Memberships and courses of ${school.name}.`),
        url: content && `${origin}${path === '/' ? '' : path}`,
        imageUrl: school.logo && `${origin}${logoPath(school.logo)}`,
        siteName: school.name,
        heading: content?.heading ?? school.name,
        paragraphs: content?.paragraphs ?? [],
        links: content?.links ?? [{ title: school.name, url: origin }],
      };
    });
  }

  /** Every page that may be indexed: the school, its plans on sale, and courses with a free preview. */
  list(schoolId: string): Promise<PublicPages> {
    return this.tenancy.withSchool(schoolId, async () => {
      const school = found(await this.schools.findOneBy({ id: schoolId }), 'school');
      const origin = this.config.portalUrl(school.slug);
      const plans = await this.#plans();
      const courses = await this.tenancy.rowsOf(coursesWithPreview);
      const newest = new Date(Math.max(+school.createdAt, ...plans.map(({ updatedAt }) => +updatedAt)));
      return [
        { url: origin, changedAt: iso(newest) },
        { url: `${origin}/plans`, changedAt: iso(newest) },
        ...plans.map(({ slug, updatedAt }) => ({ url: `${origin}/plans/${slug}`, changedAt: iso(updatedAt) })),
        ...courses.map(({ id, updatedAt }) => ({ url: `${origin}/courses/${id}`, changedAt: iso(updatedAt) })),
      ];
    });
  }

  async #content(school: School, origin: string, path: string): Promise<Content | null> {
    const [, slug] = /^\/plans\/([a-z0-9-]{1,80})$/.exec(path) ?? [];
    const [, courseId] = coursePage.exec(path) ?? [];
    if (slug) return this.#plan(origin, slug);
    if (courseId) return this.#course(origin, courseId);
    if (path === '/' || path === '/plans') return this.#school(school, origin, path === '/' ? school.name : 'Memberships');
    return null;
  }

  async #school(school: School, origin: string, heading: string): Promise<Content> {
    const plans = await this.#plans();
    return {
      heading,
      paragraphs: [
        `Memberships and courses of ${school.name}.`,
        ...plans.map((plan) => [`${plan.title}.`, plan.description, termsOf(plan)].filter(Boolean).join(' ')),
      ],
      links: plans.map(({ title, slug }) => ({ title, url: `${origin}/plans/${slug}` })),
    };
  }

  async #plan(origin: string, slug: string): Promise<Content | null> {
    const plan = await this.planRows.findOneBy({ slug, status: 'published' });
    if (!plan) return null;
    const products = await this.planProducts.of([plan.id]);
    return {
      heading: plan.title,
      paragraphs: [
        ...(plan.description ? [plan.description] : []),
        termsOf(plan),
        ...products.map(({ title, description }) => (description ? `${title}: ${description}` : title)),
      ],
      links: [{ title: 'All memberships', url: `${origin}/plans` }],
    };
  }

  /** A course with a free preview: its description, and the lessons that anyone can read. */
  async #course(origin: string, id: string): Promise<Content | null> {
    const course = await this.products.findOneBy({ id, kind: 'course', status: 'published' });
    if (!course) return null;
    const outline = await this.courseReader.outline(id);
    const previews = outline.flatMap(({ lessons }) => lessons.filter(({ preview }) => preview));
    if (previews.length === 0) return null;
    const rows = await this.lessons.findBy({ id: In(previews.map((lesson) => lesson.id)) });
    const bodies = new Map(rows.map((row) => [row.id, row.bodyHtml]));
    return {
      heading: course.title,
      paragraphs: [
        ...(course.description ? [course.description] : []),
        ...previews.flatMap((lesson) => [lesson.title, ...plainParagraphs(bodies.get(lesson.id) ?? '')]),
      ],
      links: [{ title: 'All memberships', url: `${origin}/plans` }],
    };
  }

  #plans(): Promise<Plan[]> {
    return this.planRows.find({ where: { status: 'published' }, order: { priceAmount: 'ASC', id: 'ASC' } });
  }
}

const termsOf = (plan: Plan): string => termsSentence(plan, formatMoney(plan.priceAmount, plan.currency, 'en'));

function shortened(text: string): string {
  const plainText = text.replace(/\s+/g, ' ').trim();
  if (plainText.length <= descriptionLength) return plainText;
  const cut = plainText.slice(0, descriptionLength);
  return `${cut.slice(0, cut.lastIndexOf(' ') > 0 ? cut.lastIndexOf(' ') : descriptionLength)} …`;
}
