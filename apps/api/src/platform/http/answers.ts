import { applyDecorators, HttpCode } from '@nestjs/common';
import { ApiAcceptedResponse, ApiNoContentResponse, ApiOkResponse } from '@nestjs/swagger';
import type { z } from 'zod';

/** The route answers 200 with this content, whatever its method. */
export const Answers = (standardSchema: z.ZodType) => applyDecorators(HttpCode(200), ApiOkResponse({ standardSchema }));

/** The route answers 204. */
export const AnswersNothing = () => applyDecorators(HttpCode(204), ApiNoContentResponse());

/** The route answers 202: the requested action happens later. */
export const AnswersLater = () => applyDecorators(HttpCode(202), ApiAcceptedResponse());
