import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Clock, Contact, Tenancy } from '@perennial/db';
import { idempotencyKey, presentOrNull, StripeClients } from '@perennial/stripe';
import { Repository } from 'typeorm';

/** One Stripe customer per contact. */
@Injectable()
export class StripeCustomers {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly clients: StripeClients,
    @InjectRepository(Clock) private readonly clocks: Repository<Clock>,
    @InjectRepository(Contact) private readonly contacts: Repository<Contact>,
  ) {}

  /**
   * The contact's customer; created once, and again if it was deleted at Stripe. A test contact's customer belongs to its test
   * clock. Opens its own scopes.
   */
  async of(schoolId: string, contactId: string): Promise<string> {
    const { contact, testClock } = await this.tenancy.withSchool(schoolId, async () => {
      const person = await this.contacts.findOneByOrFail({ id: contactId });
      const clock = person.clockId ? await this.clocks.findOneBy({ id: person.clockId }) : null;
      return { contact: person, testClock: clock?.stripeTestClockId ?? null };
    });
    const stripe = await this.clients.for(schoolId);
    const known = contact.stripeCustomerId;
    if (known && (await presentOrNull(() => stripe.customers.retrieve(known)))) return known;
    const customer = await stripe.customers.create(
      {
        email: contact.email,
        ...(contact.name && { name: contact.name }),
        metadata: { contactId, schoolId },
        ...(testClock && { test_clock: testClock }),
      },
      // Includes the deleted customer, because Stripe returns the first object for a repeated key.
      { idempotencyKey: idempotencyKey('contact', contactId, 'customer', ...(known ? [known] : [])) },
    );
    await this.tenancy.withSchool(schoolId, () => this.contacts.update({ id: contactId }, { stripeCustomerId: customer.id }));
    return customer.id;
  }
}
