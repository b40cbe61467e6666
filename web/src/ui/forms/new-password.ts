import { shortestPassword } from '@perennial/domain/identity';

/** What is wrong with a new password; null if nothing is. */
export const newPasswordProblem = (password: string): string | null =>
  password.length >= shortestPassword ? null : `Use at least ${shortestPassword} characters.`;
