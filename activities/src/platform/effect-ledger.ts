import type { Effect, Tenancy } from '@perennial/db';

/** A claim on an effect: proceed, or it is already done with these outputs. */
export type Claim =
  | { readonly go: true; readonly attempt: number }
  | { readonly go: false; readonly outputs: Record<string, unknown> };

/** Ledger of external effects. Each method is a short transaction of its own, around the call and never across it. */
export class EffectLedger {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly wall: () => Date,
  ) {}

  /** Claims an effect before the call. A claim that finds an unfinished one counts an attempt: its outcome is unknown. */
  claim(schoolId: string, key: string, kind: Effect['kind']): Promise<Claim> {
    return this.tenancy.withSchool(schoolId, async () => {
      const row = await this.tenancy.row<{ state: Effect['state']; attempts: number; outputs: Record<string, unknown> | null }>(
        `insert into effect (key, kind, state) values ($1, $2, 'claimed')
         on conflict (school_id, key) do update
           set attempts = effect.attempts + (effect.state <> 'done')::int, state = case effect.state when 'done' then 'done' else 'claimed' end
         returning state, attempts, outputs`,
        [key, kind],
      );
      if (row?.state === 'done') return { go: false, outputs: row.outputs ?? {} };
      return { go: true, attempt: row?.attempts ?? 1 };
    });
  }

  /** Records how the call ended. `unknown` where it may have gone through. */
  settle(
    schoolId: string,
    key: string,
    state: 'done' | 'refused' | 'unknown',
    outputs: Record<string, unknown> = {},
  ): Promise<void> {
    return this.tenancy.withSchool(schoolId, async () => {
      await this.tenancy.em.query(
        `update effect set state = $2, outputs = $3, settled_at = $4 where key = $1 and state <> 'done'`,
        [key, state, JSON.stringify(outputs), this.wall()],
      );
    });
  }
}
