import type { Client } from 'pg';

/** A school that {@link fillSchool} made. */
export interface FilledSchool {
  readonly schoolId: string;
  readonly plans: readonly string[];
  readonly products: readonly string[];
  readonly courses: readonly string[];
  readonly clocks: readonly string[];
  /** "VIP", "newsletter" and "lead". */
  readonly tags: readonly string[];
}

/** Makes a school of many people for measurements. @param client as the owner of the tables */
export function fillSchool(client: Client, slug: string, contacts: number): Promise<FilledSchool>;
