import { z } from 'zod';
import { longestPassword, shortestPassword } from './passwords.js';

/** A password that someone chooses, in a file of its own so that the portal's forms do not load zod. */
export const NewPassword = z
  .string()
  .min(shortestPassword, `at least ${shortestPassword} characters`)
  .max(longestPassword, `at most ${longestPassword} characters`);
