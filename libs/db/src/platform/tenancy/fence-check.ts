import type { DataSource } from 'typeorm';

/** Tables with a `school_id` but without a forced policy. Partitions are read through their parent. */
const unfenced = `
  select c.relname as name from pg_class c
    join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'school_id' and not a.attisdropped
   where c.relkind in ('r', 'p') and not c.relispartition
     and not (c.relrowsecurity and c.relforcerowsecurity and exists (select from pg_policy p where p.polrelid = c.oid))
   order by 1`;

/**
 * Every tenant table has a forced policy.
 * @throws naming the tables that lack one
 */
export async function assertFenced(dataSource: DataSource): Promise<void> {
  const open: { name: string }[] = await dataSource.query(unfenced);
  if (open.length > 0) throw new Error(`tables without a forced row-level policy: ${open.map((row) => row.name).join(', ')}`);
}

/**
 * Checks that the login cannot bypass row-level security and that the schema exists. Called at the start of every process.
 */
export async function assertSafeLogin(dataSource: DataSource): Promise<void> {
  const [login]: { name: string; above: boolean; member: boolean; migrated: boolean }[] = await dataSource.query(
    `select current_user as name, rolsuper or rolbypassrls as above, to_regclass('public.school') is not null as migrated,
            exists (select from pg_auth_members m join pg_roles g on g.oid = m.roleid
                    where g.rolname in ('perennial_app', 'perennial_relay') and pg_has_role(current_user, g.oid, 'member')) as member
       from pg_roles where rolname = current_user`,
  );
  if (!login?.migrated)
    throw new Error('DATABASE_URL: the schema is missing; run the migrations first (node libs/db/dist/migrate.js)');
  if (login.above)
    throw new Error(`DATABASE_URL: the login ${login.name} is a superuser or bypasses row-level security; use a plain login`);
  if (!login.member)
    throw new Error(
      `DATABASE_URL: the login ${login.name} is not in the role perennial_app; run the migrations with this DATABASE_URL`,
    );
  await assertFenced(dataSource);
}
