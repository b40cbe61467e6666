import { column, defineQuery, type Effect, orNull } from '@perennial/db';

/** Claims an effect. One that is not done counts another attempt; one that is leased is left as it is. */
export const claimEffect = defineQuery<[key: string, kind: Effect['kind'], at: Date]>()({
  columns: {
    state: column.text<Effect['state']>(),
    attempts: column.integer,
    outputs: orNull(column.json<Record<string, unknown>>()),
    leased: column.boolean,
  },
  sql: `insert into effect as e (key, kind, state) values ($1, $2, 'claimed')
        on conflict (school_id, key) do update
           set attempts = e.attempts + (e.state <> 'done' and not (e.state = 'claimed' and coalesce(e.leased_until > $3, false)))::int,
               leased_until = case when e.state = 'claimed' and e.leased_until > $3 then e.leased_until end,
               state = case e.state when 'done' then 'done' else 'claimed' end
        returning e.state, e.attempts, e.outputs, (e.state = 'claimed' and e.leased_until is not null) as leased`,
});

/** Extends or ends the lease of claims. */
export const leaseEffects = defineQuery<[keys: readonly string[], until: Date]>()({
  columns: {},
  sql: `update effect set leased_until = $2 where key = any($1) and state = 'claimed'`,
});

/** Deletes claims of effects that were not begun, as if they had not been claimed. One that another attempt has found stays. */
export const withdrawClaims = defineQuery<[keys: readonly string[]]>()({
  columns: {},
  sql: `delete from effect where key = any($1) and state = 'claimed' and attempts = 1`,
});

/** Records how effects ended, which ends their leases. One that is done stays done. */
export const completeEffects = defineQuery<
  [keys: readonly string[], states: readonly string[], outputs: readonly string[], at: Date]
>()({
  columns: {},
  prepared: true,
  sql: `update effect e set state = w.state, outputs = w.outputs, settled_at = $4, leased_until = null
          from unnest($1::text[], $2::text[], $3::jsonb[]) as w(key, state, outputs)
         where e.key = w.key and e.state <> 'done'`,
});
