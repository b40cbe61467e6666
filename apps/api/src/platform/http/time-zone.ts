import { isZone } from '@perennial/domain/calendar';
import { z } from 'zod';

/** An IANA zone such as Europe/Berlin. */
export const TimeZone = z.string().refine(isZone, 'must be a time zone such as Europe/Berlin');
