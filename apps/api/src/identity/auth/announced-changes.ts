import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  SetMetadata,
  UseInterceptors,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { AdminTopic, Topic } from '@perennial/domain/events';
import { ChangeNotifier } from '@perennial/services';
import type { FastifyRequest } from 'fastify';
import { type Observable, tap } from 'rxjs';
import { z } from 'zod';

const topicKey = 'perennial:topic';
const keepsKey = 'perennial:changes-nothing';

/** Announces each write over these routes under a topic; null for routes without writes that a screen shows. */
export const Announces = (topic: AdminTopic | null) =>
  applyDecorators(SetMetadata(topicKey, topic), UseInterceptors(AnnouncedChanges));

/** Marks a route that is not a GET and changes nothing that a screen shows, such as a preview. */
export const ChangesNothing = () => SetMetadata(keepsKey, true);

/**
 * Announces each successful write to the screens that staff have open, and a member's own to the member's other tabs. The ID is
 * the one in the URL, so that screens with other records do not reload.
 */
@Injectable()
export class AnnouncedChanges implements NestInterceptor {
  constructor(
    private readonly changes: ChangeNotifier,
    private readonly reflector: Reflector,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const places = [context.getHandler(), context.getClass()];
    const key = this.reflector.getAllAndOverride<AdminTopic | null>(topicKey, places);
    if (request.method === 'GET' || this.reflector.getAllAndOverride<boolean>(keepsKey, places)) return next.handle();
    if (!key)
      throw new Error(
        `${request.method} ${request.routeOptions.url} announces nothing; name its topic, or say @ChangesNothing()`,
      );
    // The response is complete, and so is the transaction.
    return next.handle().pipe(tap({ complete: () => this.#announce(request, key) }));
  }

  #announce({ staff, program, member, params }: FastifyRequest, key: AdminTopic): void {
    const schoolId = (staff ?? program ?? member)?.schoolId;
    if (!schoolId) return;
    const contactId = member?.contactId ?? null;
    const id = contactId ?? z.object({ id: z.uuid() }).safeParse(params).data?.id;
    const topic: Topic<AdminTopic> = id ? { key, id } : { key };
    this.changes.publish({ schoolId, contactId, admin: [topic], portal: contactId ? [{ key: 'me' }] : [] });
  }
}
