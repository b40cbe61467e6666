import { Injectable } from '@nestjs/common';
import { Tenancy } from '@perennial/db';

/** A product that a plan opens. */
export interface PlanProduct {
  readonly planId: string;
  readonly id: string;
  readonly title: string;
  readonly kind: string;
  readonly status: string;
  readonly description: string;
}

/** A lesson that anybody may look at. */
export interface PreviewLesson {
  readonly courseId: string;
  readonly lessonId: string;
  readonly title: string;
}

/** What plans open, for staff and for visitors alike. In the open scope. */
@Injectable()
export class PlanProducts {
  constructor(private readonly tenancy: Tenancy) {}

  /** Products of plans, in the order staff gave them; one statement, whatever the number of plans. */
  of(planIds: readonly string[]): Promise<PlanProduct[]> {
    return this.tenancy.rows<PlanProduct>(
      `select i.plan_id as "planId", p.id, p.title, p.kind, p.status, p.description
         from plan_item i join product p on p.id = i.product_id where i.plan_id = any($1::uuid[]) order by i.position`,
      [planIds],
    );
  }

  /** Free previews of published courses, in the order of the outline. */
  previewsOf(productIds: readonly string[]): Promise<PreviewLesson[]> {
    return this.tenancy.rows<PreviewLesson>(
      `select l.course_id as "courseId", l.id as "lessonId", l.title
         from lesson l join course_module m on m.id = l.module_id join product p on p.id = l.course_id
        where l.course_id = any($1::uuid[]) and l.preview and l.removed_at is null and m.removed_at is null
          and p.kind = 'course' and p.status = 'published'
        order by m.position, m.id, l.position, l.id`,
      [productIds],
    );
  }
}
