import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Staff, Tenancy } from '@perennial/db';
import { Repository } from 'typeorm';
import { BuiltInMail } from '../automation/built-in-emails/built-in-emails.service.js';
import { Passwords } from '../identity/auth/passwords.js';
import { Lookups, type NewSchool } from '../platform/database/lookups.js';

/** The first person of a school. */
export interface Founder {
  readonly name: string;
  /** Lower case. */
  readonly email: string;
  readonly password: string;
}

/** Creates a school with everything that a school starts with. */
@Injectable()
export class SchoolFounding {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly lookups: Lookups,
    private readonly passwords: Passwords,
    private readonly builtInMail: BuiltInMail,
    @InjectRepository(Staff) private readonly staffMembers: Repository<Staff>,
  ) {}

  /** Creates the school, or completes the one that has the slug. @returns its id */
  async found(school: NewSchool, owner: Founder): Promise<string> {
    const schoolId = (await this.lookups.schoolBySlug(school.slug)) ?? (await this.lookups.createSchool(school));
    const known = await this.lookups.staffByEmail(owner.email);
    const passwordHash = known ? null : await this.passwords.hash(owner.password);
    await this.tenancy.withSchool(schoolId, async () => {
      if (passwordHash) await this.staffMembers.insert({ name: owner.name, email: owner.email, role: 'owner', passwordHash });
      await this.builtInMail.install();
    });
    return schoolId;
  }
}
