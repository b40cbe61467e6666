import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Contact, Tenancy } from '@perennial/db';
import { isMissing, StripeClients } from '@perennial/stripe';
import { Repository } from 'typeorm';

/** What Stripe knows of a person: receipts go to the address and the name that it has. */
@Injectable()
export class StripeProfiles {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly clients: StripeClients,
    @InjectRepository(Contact) private readonly contacts: Repository<Contact>,
  ) {}

  /** Brings a customer up to date. One deleted at Stripe gets no receipts. Opens its own scope, and calls Stripe outside of it. */
  async update(schoolId: string, contactId: string): Promise<void> {
    const contact = await this.tenancy.withSchool(schoolId, () => this.contacts.findOneByOrFail({ id: contactId }));
    if (!contact.stripeCustomerId) return;
    const stripe = await this.clients.for(schoolId);
    try {
      await stripe.customers.update(contact.stripeCustomerId, {
        email: contact.email,
        ...(contact.name && { name: contact.name }),
      });
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }
}
