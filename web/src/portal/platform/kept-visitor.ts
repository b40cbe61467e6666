import { KeptInput } from '../../ui/forms/kept-input';

/** The address that a visitor typed, for the plan page and for signing in alike. */
export const keptAddress = new KeptInput('perennial-address', { email: '' });

/** Other input on a plan's page, kept for the return from the payment page. */
export const keptBuyer = new KeptInput('perennial-buyer', { name: '', agreesToNews: false });

/** A password that a visitor typed and has not signed in with. */
export const typedPassword = new KeptInput(null, { password: '' });

/** Forgets all of it, so that the next person at this browser does not find it. */
export function forgetVisitor(): void {
  for (const kept of [keptAddress, keptBuyer, typedPassword]) kept.clear();
}
