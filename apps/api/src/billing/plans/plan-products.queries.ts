import { column, defineQuery, type QueryRow } from '@perennial/db';

/** Products of plans, in the order staff gave them. */
export const productsOfPlans = defineQuery<[planIds: readonly string[]]>()({
  prepared: true,
  columns: {
    planId: column.uuid,
    id: column.uuid,
    title: column.text(),
    kind: column.text(),
    status: column.text(),
    description: column.text(),
  },
  sql: `select i.plan_id, p.id, p.title, p.kind, p.status, p.description
          from plan_item i join product p on p.id = i.product_id where i.plan_id = any($1::uuid[]) order by i.position`,
});

/** A product that a plan opens. */
export type PlanProduct = QueryRow<typeof productsOfPlans>;

/** Free previews of published courses, in the order of the outline. */
export const previewLessons = defineQuery<[productIds: readonly string[]]>()({
  columns: { courseId: column.uuid, lessonId: column.uuid, title: column.text() },
  sql: `select l.course_id, l.id as lesson_id, l.title
          from lesson l join course_module m on m.id = l.module_id join product p on p.id = l.course_id
         where l.course_id = any($1::uuid[]) and l.preview and l.removed_at is null and m.removed_at is null
           and p.kind = 'course' and p.status = 'published'
         order by m.position, m.id, l.position, l.id`,
});

/** A free preview lesson. */
export type PreviewLesson = QueryRow<typeof previewLessons>;
