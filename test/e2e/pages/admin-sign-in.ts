import { Screen } from './screen.js';

/** Where staff sign in. */
export class AdminSignIn extends Screen {
  async signIn(email: string, password: string): Promise<void> {
    await this.page.getByLabel('Email', { exact: true }).fill(email);
    await this.page.getByRole('textbox', { name: 'Password' }).fill(password);
    await this.press('Sign in');
    await this.sees(this.page.getByRole('navigation', { name: 'Main' }));
  }
}
