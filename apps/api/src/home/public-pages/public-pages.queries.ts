import { column, defineQuery } from '@perennial/db';

/** Published courses with a free preview. */
export const coursesWithPreview = defineQuery()({
  columns: { id: column.uuid, updatedAt: column.timestamp },
  sql: `select id, updated_at from product p where kind = 'course' and status = 'published'
           and exists (select from lesson l where l.course_id = p.id and l.preview and l.removed_at is null) order by id`,
});
