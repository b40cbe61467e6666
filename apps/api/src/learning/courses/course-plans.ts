import { Injectable } from '@nestjs/common';
import { Tenancy } from '@perennial/db';
import { isoOrNull } from '../../platform/http/schemas.js';
import { coursesTaken, plansWithCourse } from './learning.queries.js';
import type { MemberHome, PlayerCourse } from './learning.schemas.js';

/** Closed courses, and the plans that include them. In the open scope. */
@Injectable()
export class CoursePlans {
  constructor(private readonly tenancy: Tenancy) {}

  /** Memberships of the person that include a course first, then plans on sale that do. */
  with(courseId: string, contactId: string | null): Promise<PlayerCourse['includedIn']> {
    return this.tenancy.rowsOf(plansWithCourse, courseId, contactId);
  }

  /** Courses that a person took and that are none of these. */
  async closedTo(contactId: string, open: readonly string[]): Promise<MemberHome['closedCourses']> {
    const taken = await this.tenancy.rowsOf(coursesTaken, contactId, open);
    return taken.map((course) => ({ ...course, completedAt: isoOrNull(course.completedAt) }));
  }
}
