import { applyDecorators, Get, Header, Headers, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { z } from 'zod';
import { AdminController, CurrentMember, CurrentStaff, MemberController } from '../../identity/auth/decorators.js';
import type { SignedInMember } from '../../identity/auth/member.guard.js';
import type { SignedInStaff } from '../../identity/auth/staff.guard.js';
import type { Viewer } from './change-stream.js';
import { LiveChannels } from './live-channels.js';

/** ID of the last message, to resume after it. A new connection from a browser cannot send the header. */
const Resume = z.object({ after: z.uuid().optional() });
type Resume = z.output<typeof Resume>;

const EventStream = (summary: string) =>
  applyDecorators(
    // Makes proxies forward each message immediately, without buffering or compression.
    Header('cache-control', 'no-store, no-transform'),
    Header('x-accel-buffering', 'no'),
    ApiOperation({
      summary,
      description:
        'Server-sent events. Each `data` is JSON: `{ "topics": [{ "key": "contacts", "id": "…" }] }`; the key `*` means everything. ' +
        'Resumes after `Last-Event-ID` or `after`.',
    }),
    ApiOkResponse({ description: 'A stream', content: { 'text/event-stream': { schema: { type: 'string' } } } }),
  );

@AdminController('changes', 'Live updates', null)
export class AdminChangesController {
  constructor(private readonly channels: LiveChannels) {}

  @Get()
  @EventStream('Stream of changes in the school')
  changes(
    @CurrentStaff() { schoolId, sessionId, role }: SignedInStaff,
    @Query({ schema: Resume }) { after }: Resume,
    @Headers('last-event-id') last: string | undefined,
  ): Promise<StreamableFile> {
    return stream(this.channels, { audience: 'staff', schoolId, sessionId, role }, last, after);
  }
}

@MemberController('changes', 'Live updates')
export class PortalChangesController {
  constructor(private readonly channels: LiveChannels) {}

  @Get()
  @EventStream('Stream of changes for the signed-in member')
  changes(
    @CurrentMember() { schoolId, sessionId, contactId }: SignedInMember,
    @Query({ schema: Resume }) { after }: Resume,
    @Headers('last-event-id') last: string | undefined,
  ): Promise<StreamableFile> {
    return stream(this.channels, { audience: 'member', schoolId, sessionId, contactId }, last, after);
  }
}

async function stream(
  channels: LiveChannels,
  viewer: Viewer,
  last: string | undefined,
  after: string | undefined,
): Promise<StreamableFile> {
  const cursor = z.uuid().safeParse(last).data ?? after;
  return new StreamableFile(await channels.open(viewer, cursor), { type: 'text/event-stream; charset=utf-8' });
}
