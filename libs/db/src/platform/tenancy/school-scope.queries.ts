import { column, defineQuery } from '../queries/query.js';

/** Restricts the open transaction to a school. */
export const enterSchool = defineQuery<[schoolId: string]>()({
  prepared: true,
  columns: { schoolId: column.text() },
  sql: `select set_config('app.school_id', $1, true) as school_id`,
});

/** The same, for a transaction whose prepared statements keep one plan. */
export const enterSchoolKeepingPlans = defineQuery<[schoolId: string]>()({
  prepared: true,
  columns: { schoolId: column.text(), planCacheMode: column.text() },
  sql: `select set_config('app.school_id', $1, true) as school_id,
    set_config('plan_cache_mode', 'force_generic_plan', true) as plan_cache_mode`,
});
