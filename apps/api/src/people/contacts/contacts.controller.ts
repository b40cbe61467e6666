import { Body, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse } from '@nestjs/swagger';
import { ContactChange, ContactInput } from '@perennial/domain/people';
import { MembershipsResponse, type MembershipView } from '../../billing/memberships/memberships.schemas.js';
import { AdminController, CurrentStaff } from '../../identity/auth/decorators.js';
import type { SignedInStaff } from '../../identity/auth/staff.guard.js';
import type { Page } from '../../platform/http/schemas.js';
import { Uuid } from '../../platform/http/validation.js';
import { Timeline, type TimelineEntry, TimelineQuery } from '../timeline/timeline.schemas.js';
import { TimelineService } from '../timeline/timeline.service.js';
import { ContactPage, ContactQuery, ContactView } from './contacts.schemas.js';
import { ContactsService } from './contacts.service.js';

@AdminController('contacts', 'Contacts', 'contacts')
export class ContactsController {
  constructor(
    private readonly contacts: ContactsService,
    private readonly timelines: TimelineService,
  ) {}

  @Get()
  @ApiOkResponse({ standardSchema: ContactPage })
  list(@CurrentStaff() staff: SignedInStaff, @Query({ schema: ContactQuery }) query: ContactQuery): Promise<Page<ContactView>> {
    return this.contacts.list(staff.schoolId, query);
  }

  @Post()
  @ApiCreatedResponse({ standardSchema: ContactView })
  create(@CurrentStaff() staff: SignedInStaff, @Body({ schema: ContactInput }) body: ContactInput): Promise<ContactView> {
    return this.contacts.create(staff.schoolId, body);
  }

  @Get(':id')
  @ApiOkResponse({ standardSchema: ContactView })
  get(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<ContactView> {
    return this.contacts.get(staff.schoolId, id);
  }

  @Patch(':id')
  @ApiOkResponse({ standardSchema: ContactView })
  update(
    @CurrentStaff() staff: SignedInStaff,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: ContactChange }) body: ContactChange,
  ): Promise<ContactView> {
    return this.contacts.update(staff, id, body);
  }

  @Get(':id/memberships')
  @ApiOkResponse({ standardSchema: MembershipsResponse })
  memberships(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<MembershipView[]> {
    return this.contacts.membershipsOf(staff.schoolId, id);
  }

  @Get(':id/timeline')
  @ApiOkResponse({ standardSchema: Timeline })
  timeline(
    @CurrentStaff() staff: SignedInStaff,
    @Param('id', { schema: Uuid }) id: string,
    @Query({ schema: TimelineQuery }) { before }: TimelineQuery,
  ): Promise<{ items: TimelineEntry[] }> {
    return this.timelines.ofContact(staff.schoolId, id, before);
  }
}
