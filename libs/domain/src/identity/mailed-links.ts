/** The purpose of an emailed link. */
export type LinkPurpose = 'sign_in' | 'reset_password' | 'welcome' | 'change_email';

/** How long an emailed link is valid, in minutes of wall-clock time. Links never use a test clock. */
export const linkMinutes = {
  sign_in: 30,
  reset_password: 60,
  welcome: 7 * 24 * 60,
  change_email: 60,
} as const satisfies Record<LinkPurpose, number>;

/** How long after opening a reset link its browser may choose a password, in minutes. */
export const passwordChoiceMinutes = 15;

/** How long the buttons in an email confirm the address in the browser that made the purchase, in days. */
export const addressProofDays = 30;

/** The life of a link as emails state it: "30 minutes", "1 hour", "7 days". */
export function linkLifeInWords(purpose: LinkPurpose): string {
  const minutes = linkMinutes[purpose];
  const [count, unit] =
    minutes % 1440 === 0 ? [minutes / 1440, 'day'] : minutes % 60 === 0 ? [minutes / 60, 'hour'] : [minutes, 'minute'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
