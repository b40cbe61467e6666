/** The least number of characters of a password. */
export const shortestPassword = 10;
/** The greatest number of characters of a password. */
export const longestPassword = 200;

/** What is wrong with a new password, as a sentence; null if nothing is. */
export function newPasswordProblem(password: string): string | null {
  if (password.length < shortestPassword) return `Use at least ${shortestPassword} characters.`;
  return password.length > longestPassword ? `Use at most ${longestPassword} characters.` : null;
}
