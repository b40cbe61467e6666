import { Screen } from './screen.js';

/** Marketing › Membership: the list and the three steps of a new one. */
export class MembershipWizard extends Screen {
  /** Opens it through the navigation. */
  async open(): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Membership', exact: true }).click();
    await this.heading('Membership');
    await this.follow('Create New Membership');
    await this.heading('Create New Membership');
  }

  async mainInformation(of: {
    title: string;
    description: string;
    price: string;
    oldPrice: string;
    interval: string;
    trialDays: string;
  }): Promise<void> {
    await this.page.getByLabel('Title').fill(of.title);
    await this.page.getByLabel('Description').fill(of.description);
    await this.page.getByLabel('Price', { exact: true }).fill(of.price);
    await this.page.getByLabel('Old price').fill(of.oldPrice);
    await this.page.getByRole('radiogroup', { name: 'Billing interval' }).getByText(of.interval, { exact: true }).click();
    await this.page.getByLabel('Free trial days').fill(of.trialDays);
  }

  next = (): Promise<void> => this.press('Next');

  tick = (product: string): Promise<void> => this.page.getByRole('checkbox', { name: product }).check();

  /** Publishes from the last step. */
  async publish(): Promise<void> {
    await this.sees(this.page.getByRole('radio', { name: 'Published', checked: true }));
    await this.press('Publish');
  }
}

/** A membership that exists. */
export class MembershipPage extends Screen {
  /** The address that buyers get. */
  async publicAddress(): Promise<string> {
    const address = await this.page.getByRole('link', { name: /\/plans\// }).getAttribute('href');
    if (!address) throw new Error('the membership shows no public address');
    return address;
  }
}
