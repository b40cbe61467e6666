import { column, defineQuery } from '@perennial/db';

/** IDs of all schools. Needs no school in scope. */
export const schoolIds = defineQuery()({ columns: { id: column.uuid }, sql: 'select school_ids() as id' });
