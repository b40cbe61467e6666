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
}
