import { KeptInput } from '../../../ui/forms/kept-input';

/** The address that staff typed, for signing in and for a forgotten password alike. */
export const keptAddress = new KeptInput('perennial-staff', { email: '' });

/** A password that staff typed and have not signed in with. */
export const typedPassword = new KeptInput(null, { password: '' });

/** Forgets both, so that the next person at this browser does not find them. */
export function forgetStaff(): void {
  keptAddress.clear();
  typedPassword.clear();
}
