/** A function that looks across schools. Used by landed migrations: what it returns for given arguments never changes. */
export const lookup = (signature: string, returns: string, body: string): string[] => {
  const types = signature.replace(/\w+ (\w+)/g, '$1');
  const name = `${types}`;
  return [
    `create function ${signature} returns ${returns} language sql stable security definer set search_path = pg_catalog, public as $$ ${body} $$`,
    `alter function ${name} owner to perennial_lookup`,
    `revoke all on function ${name} from public`,
    `grant execute on function ${name} to perennial_app`,
  ];
};

/** Statements that create functions for the lookup role in an existing database: a function may only be given to a role that could have made it. */
export const asLookup = (statements: readonly string[]): string[] => [
  'grant create on schema public to perennial_lookup',
  ...statements,
  'revoke create on schema public from perennial_lookup',
];

/** The school in scope, or null, in which case no tenant row matches. */
export const scopeFunction = [
  // nullif: after a commit a reused connection reads '' instead of null.
  `create function app_school() returns uuid language sql stable parallel safe
    as $$ select nullif(current_setting('app.school_id', true), '')::uuid $$`,
];

/** Every look across schools, by name. Each answers one question and returns ids only. */
export const lookupFunctions = [
  ...lookup('school_by_slug(p_slug text)', 'uuid', 'select id from public.school where slug = p_slug'),
  ...lookup('school_ids()', 'setof uuid', 'select id from public.school order by id'),
  ...lookup(
    'staff_by_email(p_email text)',
    'table(id uuid, school_id uuid)',
    'select s.id, s.school_id from public.staff s where s.email = p_email',
  ),
  ...lookup(
    'session_by_token(p_hash text)',
    'table(id uuid, school_id uuid, audience text, subject_id uuid, expires_at timestamptz)',
    'select s.id, s.school_id, s.audience, s.subject_id, s.expires_at from public.session s where s.token_hash = p_hash',
  ),
  ...lookup(
    'api_key_by_token(p_hash text)',
    'table(id uuid, school_id uuid)',
    'select k.id, k.school_id from public.api_key k where k.token_hash = p_hash and k.revoked_at is null',
  ),
  ...lookup('school_of_stripe_connection(p_id uuid)', 'uuid', 'select school_id from public.stripe_connection where id = p_id'),
  `create function create_school(p_name text, p_slug text, p_time_zone text, p_currency text, p_support_email text)
    returns uuid language sql volatile security definer set search_path = pg_catalog, public
    as $$ insert into public.school (name, slug, time_zone, currency, support_email)
          values (p_name, p_slug, p_time_zone, p_currency, p_support_email) returning id $$`,
  'alter function create_school(text, text, text, text, text) owner to perennial_lookup',
  'revoke all on function create_school(text, text, text, text, text) from public',
  'grant execute on function create_school(text, text, text, text, text) to perennial_app',
];

/** Tables that {@link lookupFunctions} may read, whatever the school. */
export const lookupPolicies = ['school', 'staff', 'session', 'api_key', 'stripe_connection'].flatMap((table) => [
  `create policy lookup on "${table}" for select to perennial_lookup using (true)`,
  `grant select on "${table}" to perennial_lookup`,
]);

/**
 * Month partitions of `event`. The key is a uuidv7, whose first 48 bits are milliseconds, so a month is a range
 * of ids. Run by every migration job and daily by the worker; a default partition catches what it missed.
 */
export const partitionFunctions = [
  `create function uuid_floor(p_at timestamptz) returns uuid language sql immutable strict parallel safe as $$
    select (lpad(to_hex((extract(epoch from p_at) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid $$`,
  `create function ensure_event_partitions(p_months int) returns int language plpgsql security definer set search_path = pg_catalog, public as $$
    declare
      made int := 0;
      start_at timestamptz;
      part text;
    begin
      for i in 0..p_months loop
        start_at := (date_trunc('month', now() at time zone 'utc') + make_interval(months => i)) at time zone 'utc';
        part := 'event_' || to_char(start_at at time zone 'utc', 'YYYY_MM');
        if to_regclass('public.' || part) is null then
          execute format('create table public.%I partition of public.event for values from (%L) to (%L)', part,
            public.uuid_floor(start_at), public.uuid_floor(((start_at at time zone 'utc') + interval '1 month') at time zone 'utc'));
          made := made + 1;
        end if;
      end loop;
      return made;
    end $$`,
  'revoke all on function ensure_event_partitions(int) from public',
  'grant execute on function ensure_event_partitions(int) to perennial_app',
];
