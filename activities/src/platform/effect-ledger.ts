import type { Effect, Tenancy } from '@perennial/db';
import { claimEffect, completeEffects, leaseEffects, withdrawClaims } from './effects.queries.js';

/** A claim on an effect: proceed, it is already done with these outputs, or another worker is making an attempt now. */
export type Claim =
  | { readonly go: true; readonly attempt: number }
  | 'leased'
  | { readonly go: false; readonly outputs: Record<string, unknown> };

/** Ledger of external effects. Each method is a separate short transaction, before or after the call but never during it. */
export class EffectLedger {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly wall: () => Date,
  ) {}

  /** Claims an effect before the call. A claim that finds an unfinished one counts an attempt: its outcome is unknown. */
  claim(schoolId: string, key: string, kind: Effect['kind']): Promise<Claim> {
    return this.tenancy.withSchool(schoolId, async () => {
      const row = await this.tenancy.rowOf(claimEffect, key, kind, this.wall());
      if (row?.leased) return 'leased';
      if (row?.state === 'done') return { go: false, outputs: row.outputs ?? {} };
      return { go: true, attempt: row?.attempts ?? 1 };
    });
  }

  /** Leases claimed effects for a duration, in which no other attempt is made. */
  lease(schoolId: string, keys: readonly string[], forMs: number): Promise<void> {
    return this.tenancy.withSchool(schoolId, async () => {
      await this.tenancy.rowsOf(leaseEffects, keys, new Date(this.wall().getTime() + forMs));
    });
  }

  /** Gives up claims of effects whose attempt was certainly not begun. */
  withdraw(schoolId: string, keys: readonly string[]): Promise<void> {
    return this.tenancy.withSchool(schoolId, async () => {
      await this.tenancy.rowsOf(withdrawClaims, keys);
    });
  }

  /** Records the outcome of the call. `unknown` if it may have succeeded. */
  complete(
    schoolId: string,
    key: string,
    state: 'done' | 'refused' | 'unknown',
    outputs: Record<string, unknown> = {},
  ): Promise<void> {
    const write = async () => {
      await this.tenancy.rowsOf(completeEffects, [key], [state], [JSON.stringify(outputs)], this.wall());
    };
    return this.tenancy.withSchool(schoolId, write, { keepPlans: true });
  }
}
