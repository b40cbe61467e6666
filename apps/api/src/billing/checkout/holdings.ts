import { Injectable } from '@nestjs/common';
import { Tenancy } from '@perennial/db';
import { Clocks } from '@perennial/services';
import { isoOrNull } from '../../platform/http/schemas.js';
import { heldMemberships, openProducts } from './holdings.queries.js';
import type { PortalPlanView } from './portal.schemas.js';

/** What a signed-in person already has, for the page of a plan. */
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
    const held = await this.tenancy.rowsOf(heldMemberships, contactId);
    const open = await this.tenancy.rowsOf(openProducts, contactId, planIds, await this.clocks.nowFor(contactId));
    return {
      membershipOf: (planId) => held.find((row) => row.planId === planId)?.id ?? null,
      openOf: (planId) =>
        open
          .filter((row) => row.planId === planId)
          .map(({ title, through, until }) => ({ title, through, until: isoOrNull(until) })),
    };
  }
}
