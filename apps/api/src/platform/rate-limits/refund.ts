import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { concatMap, type Observable } from 'rxjs';
import { RateLimiter } from './rate-limiter.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Count that is given back when the request succeeds. */
    refundable?: string;
  }
}

/** Gives a count back when the request succeeded. It was taken before, so that requests at the same time cannot share one. */
@Injectable()
export class RefundInterceptor implements NestInterceptor {
  constructor(private readonly limiter: RateLimiter) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { refundable } = context.switchToHttp().getRequest<FastifyRequest>();
    if (refundable === undefined) return next.handle();
    return next.handle().pipe(
      concatMap(async (answer: unknown) => {
        await this.limiter.refund(refundable);
        return answer;
      }),
    );
  }
}
