import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { nothingHere, Refusal, type RefusalCode } from './refusal.js';
import { stripeRefusal } from './stripe-refusal.js';

const codesByStatus: Readonly<Record<number, RefusalCode>> = {
  400: 'invalid_input',
  401: 'not_signed_in',
  403: 'forbidden',
  404: 'not_found',
  409: 'conflict',
  413: 'too_large',
  415: 'unsupported_media_type',
  429: 'too_many_attempts',
};

/** Turns every thrown error into the one error shape. Unexpected errors go to the log, not to the caller. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const refusal = stripeRefusal(error, request.surface?.kind === 'portal' ? 'member' : 'staff') ?? toRefusal(error);
    if (refusal.status >= 500) request.log.error({ err: error }, 'request failed');
    // The message is for the caller, and quotes what they sent; the log names the fields.
    else request.log.info({ code: refusal.code, ...fieldsOf(refusal) }, 'request refused');
    const { field, details, problems, retryAfterSeconds } = refusal.more;
    if (retryAfterSeconds !== undefined) void reply.header('retry-after', String(retryAfterSeconds));
    void reply.status(refusal.status).send({
      error: {
        code: refusal.code,
        message: refusal.message,
        ...(field !== undefined && { field }),
        ...(details && { details }),
        ...(problems && { problems }),
        requestId: request.id,
      },
    });
  }
}

function fieldsOf({ more: { field, details } }: Refusal): object {
  const fields = details?.map((detail) => detail.field) ?? (field === undefined ? [] : [field]);
  return fields.length > 0 ? { fields } : {};
}

function toRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof HttpException) return httpRefusal(error.getStatus(), error.message);
  const status = statusOf(error);
  if (status !== undefined && status < 500 && error instanceof Error) return httpRefusal(status, error.message);
  return new Refusal(
    'unexpected',
    'Something went wrong on our side. Try again. If it keeps happening, send the request ID to support.',
  );
}

function httpRefusal(status: number, message: string): Refusal {
  const code = codesByStatus[status];
  if (status === 404) return nothingHere();
  if (code === undefined || status >= 500) return new Refusal('unexpected', 'Something went wrong on our side. Try again.');
  if (status === 400 && /json|body/i.test(message))
    return new Refusal('invalid_json', 'The body is not valid JSON. Send one JSON object with content-type application/json.');
  if (status === 413) return new Refusal('too_large', 'The body is too large. The limit is 1 MB, or 4 MB for a picture.');
  if (status === 415) return new Refusal('unsupported_media_type', 'Send JSON with content-type application/json.');
  return new Refusal(code, message);
}

function statusOf(error: unknown): number | undefined {
  return typeof error === 'object' && error !== null && 'statusCode' in error && typeof error.statusCode === 'number'
    ? error.statusCode
    : undefined;
}
