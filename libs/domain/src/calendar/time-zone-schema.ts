import { z } from 'zod';
import { isZone } from './zones.js';

/** An IANA zone such as Europe/Berlin. */
export const TimeZone = z.string().refine(isZone, 'must be a time zone such as Europe/Berlin');
