import { Injectable } from '@nestjs/common';
import { Tenancy } from '@perennial/db';
import { type Problem, type ValidationContext, validate } from '@perennial/domain';

/** What is wrong with a drawing, given what exists in the school. In the open scope. */
@Injectable()
export class Drafts {
  constructor(private readonly tenancy: Tenancy) {}

  async problemsOf(graph: unknown): Promise<Problem[]> {
    return validate(graph, await this.#context());
  }

  async #context(): Promise<ValidationContext> {
    const rows = await this.tenancy.rows<{ kind: string; id: string }>(
      `select 'template' as kind, id::text from email_template
       union all select 'plan', id::text from plan
       union all select 'product', id::text from product
       union all select 'course', id::text from product where kind = 'course'`,
    );
    const of = (kind: string): ReadonlySet<string> => new Set(rows.filter((row) => row.kind === kind).map((row) => row.id));
    return { references: { template: of('template'), plan: of('plan'), product: of('product'), course: of('course') } };
  }
}
