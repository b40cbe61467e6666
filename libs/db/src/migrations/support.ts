import type { QueryRunner } from 'typeorm';

/** Runs statements in order. */
export async function run(runner: QueryRunner, statements: readonly string[]): Promise<void> {
  for (const statement of statements) await runner.query(statement);
}

/**
 * Statements that fence tables with a `school_id` by forced row-level security. Used by landed migrations:
 * what it returns for given arguments never changes.
 */
export function fence(tables: readonly string[], privileges = 'select, insert, update, delete'): string[] {
  return tables.flatMap((table) => [
    `alter table "${table}" enable row level security`,
    `alter table "${table}" force row level security`,
    `create policy tenant on "${table}" to perennial_app using (school_id = (select app_school())) with check (school_id = (select app_school()))`,
    `grant ${privileges} on "${table}" to perennial_app`,
  ]);
}

/**
 * Statements about every school's rows: the owner of a table is fenced as well while row-level security is forced. Used by
 * landed migrations.
 */
export const unfenced = (tables: readonly string[], statements: readonly string[]): string[] => [
  ...tables.map((table) => `alter table "${table}" no force row level security`),
  ...statements,
  ...tables.map((table) => `alter table "${table}" force row level security`),
];
