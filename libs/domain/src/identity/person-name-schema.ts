import { z } from 'zod';
import { longestName } from './person-name.js';

/** A person's name, in a file of its own so that the portal's forms do not load zod. */
export const PersonName = z.string().trim().max(longestName, `at most ${longestName} characters`);
