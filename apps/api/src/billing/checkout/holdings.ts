import { Injectable } from '@nestjs/common';
import { Tenancy } from '@perennial/db';
import { Clocks } from '@perennial/services';
import { isoOrNull } from '../../platform/http/schemas.js';
import type { PortalPlanView } from './portal.schemas.js';

/** What a signed-in person has already, as far as it matters to who is about to buy. */
export interface Holdings {
  /** The membership of a plan that the person has. */
  readonly membershipOf: (planId: string) => string | null;
  /** Products of a plan that are open to the person without it. */
  readonly openOf: (planId: string) => PortalPlanView['alreadyOpen'];
}

const nothing: Holdings = { membershipOf: () => null, openOf: () => [] };

/** Reads {@link Holdings}, in the open scope. */
@Injectable()
export class HoldingsReader {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly clocks: Clocks,
  ) {}

  async of(contactId: string | null, planIds: readonly string[]): Promise<Holdings> {
    if (contactId === null) return nothing;
    const held = await this.tenancy.rows<{ id: string; planId: string }>(
      `select id, plan_id as "planId" from membership where contact_id = $1 and state not in ('pending', 'ended', 'abandoned')`,
      [contactId],
    );
    const open = await this.tenancy.rows<{ planId: string; title: string; through: string | null; until: Date | null }>(
      `select distinct on (i.plan_id, i.position) i.plan_id as "planId", p.title, own.title as through, e.ends_at as until
         from plan_item i join product p on p.id = i.product_id
         join entitlement e on e.product_id = p.id and e.contact_id = $1 and e.revoked_at is null and e.starts_at <= $3
          and (e.ends_at is null or e.ends_at > $3)
         left join membership m on e.source = 'membership' and m.id::text = e.source_id
         left join plan own on own.id = m.plan_id
        where i.plan_id = any($2::uuid[]) and m.plan_id is distinct from i.plan_id
        order by i.plan_id, i.position, e.ends_at desc nulls first`,
      [contactId, planIds, await this.clocks.nowFor(contactId)],
    );
    return {
      membershipOf: (planId) => held.find((row) => row.planId === planId)?.id ?? null,
      openOf: (planId) =>
        open
          .filter((row) => row.planId === planId)
          .map(({ title, through, until }) => ({ title, through, until: isoOrNull(until) })),
    };
  }
}
