import { Screen } from './screen.js';

/** A plan's public page on the portal. */
export class PlanPage extends Screen {
  /** The price that is struck through. */
  struckPrice = (): Promise<string | null> => this.page.locator('s').textContent();

  /** Enters name and address and continues to Stripe. */
  async buyAs(person: { email: string; name: string }, button: string | RegExp): Promise<Checkout> {
    await this.page.getByRole('textbox', { name: 'Email' }).fill(person.email);
    await this.page.getByLabel('Name').fill(person.name);
    await this.press(button);
    const checkout = new Checkout(this.page);
    await checkout.sees('Test mode: no real money');
    return checkout;
  }
}

/** Stripe's hosted page, played by the sandbox. */
export class Checkout extends Screen {
  async pay(card: string, button: string | RegExp): Promise<void> {
    await this.page.getByLabel('Card number').fill(card);
    await this.page.getByLabel('Expiry').fill('12 / 40');
    await this.page.getByLabel('Security code').fill('123');
    await this.page.getByLabel('Name on card').fill('A. Member');
    await this.press(button);
  }
}

/** Back from Stripe, then the member's own pages. */
export class Portal extends Screen {
  /** Waits until the purchase is through and the buyer is signed in. */
  async welcomed(): Promise<void> {
    await this.heading(/^Welcome to /);
    await this.sees(/^Your membership has started\./);
  }

  /** Opens a page from the navigation bar. */
  open = (name: string): Promise<void> =>
    this.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name, exact: true }).click();

  async signIn(portalUrl: string, email: string, password: string): Promise<void> {
    await this.page.goto(`${portalUrl}/sign-in`);
    await this.page.getByText('Password', { exact: true }).click();
    await this.page.getByLabel('Email', { exact: true }).fill(email);
    await this.page.getByRole('textbox', { name: 'Password' }).fill(password);
    await this.press('Sign in');
    await this.sees(this.page.getByRole('navigation', { name: 'Main' }));
  }
}
