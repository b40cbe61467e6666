import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { EnvironmentError, unreachable } from '@perennial/config';
import { MemberAccount, Plan, Product, Tenancy } from '@perennial/db';
import { AccessService, Clocks, ContactDirectory } from '@perennial/services';
import Stripe from 'stripe';
import { Repository } from 'typeorm';
import { PlansService } from '../../billing/plans/plans.service.js';
import { StripeConnectionService } from '../../billing/stripe/connection.service.js';
import { MemberAccountsService } from '../../identity/auth/member-accounts.service.js';
import { Passwords } from '../../identity/auth/passwords.js';
import { OutlineChange } from '../../learning/courses/outline.schemas.js';
import { OutlineService } from '../../learning/courses/outline.service.js';
import { ProductsService } from '../../learning/products/products.service.js';
import { ApiConfig } from '../../platform/database/api-config.js';
import { Refusal } from '../../platform/http/refusal.js';
import { SchoolFounding } from '../founding.service.js';
import { demoOutlines } from './demo-courses.js';

/** What the demo prints for people and scripts. */
export interface DemoReport {
  readonly slug: string;
  readonly schools: readonly { id: string; slug: string; name: string; portalUrl: string; stripe: string }[];
  readonly logins: readonly { who: string; email: string; password: string; url: string }[];
  readonly tryFirst: readonly string[];
}

const password = 'clay-and-fire-27';
const schools = [
  {
    school: { name: 'Kiln & Clay', slug: 'kiln', timeZone: 'Europe/Berlin', currency: 'eur', supportEmail: 'help@kiln.example' },
    owner: { name: 'Nora Winter', email: 'owner@kiln.example', password },
    member: { name: 'Mia Sommer', email: 'mia@kiln.example' },
    keySuffix: '',
    course: { title: 'Throwing on the wheel', description: 'From centring to your first bowl, and what comes next.' },
    plan: { title: 'Pottery, all year', description: 'Every course we teach, for as long as you are a member.' },
  },
  {
    school: {
      name: 'Northern Bread',
      slug: 'bread',
      timeZone: 'America/New_York',
      currency: 'usd',
      supportEmail: 'help@bread.example',
    },
    owner: { name: 'Sam Field', email: 'owner@bread.example', password },
    member: { name: 'Lee Park', email: 'lee@bread.example' },
    keySuffix: '_second',
    course: { title: 'Sourdough from nothing', description: 'A starter, a loaf, and what to do when it fails.' },
    plan: { title: 'The bread circle', description: 'Every course we teach, for as long as you are a member.' },
  },
] as const;

/** Two demo schools, created through the product's own services. A second run changes nothing that exists. */
@Injectable()
export class DemoData {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly config: ApiConfig,
    private readonly founding: SchoolFounding,
    private readonly connections: StripeConnectionService,
    private readonly products: ProductsService,
    private readonly plans: PlansService,
    private readonly outlines: OutlineService,
    private readonly accounts: MemberAccountsService,
    private readonly directory: ContactDirectory,
    private readonly passwords: Passwords,
    private readonly access: AccessService,
    private readonly clocks: Clocks,
    @InjectRepository(MemberAccount) private readonly memberAccounts: Repository<MemberAccount>,
    @InjectRepository(Plan) private readonly planRows: Repository<Plan>,
    @InjectRepository(Product) private readonly productRows: Repository<Product>,
  ) {}

  /** @throws {EnvironmentError} when Stripe cannot be asked, or refuses the key */
  async load(stripeSecretKey: string | undefined): Promise<DemoReport> {
    const made = [];
    for (const demo of schools) {
      const id = await this.founding.found(demo.school, demo.owner);
      // The sandbox makes an account for any key; a real account belongs to the first school.
      const own = demo.keySuffix === '' || this.config.env.STRIPE_API_BASE !== undefined;
      const key = own && stripeSecretKey ? `${stripeSecretKey}${demo.keySuffix}` : undefined;
      const connected = key ? await this.#connect(id, key) : false;
      await this.#catalogue(id, demo, connected);
      await this.#member(id, demo.member);
      const { slug, name } = demo.school;
      made.push({ id, slug, name, portalUrl: this.config.portalUrl(slug), stripe: connected ? 'connected' : 'not connected' });
    }
    const [kiln, bread] = schools;
    const portal = this.config.portalUrl(kiln.school.slug);
    return {
      slug: kiln.school.slug,
      schools: made,
      logins: [
        { who: 'Owner', email: kiln.owner.email, password, url: this.config.adminUrl },
        { who: 'Member', email: kiln.member.email, password, url: `${portal}/sign-in` },
        { who: 'Owner of a second school', email: bread.owner.email, password, url: this.config.adminUrl },
      ],
      tryFirst: [
        `As the owner at ${this.config.adminUrl}: Automations, New automation, Course completion, Create, Publish`,
        `Buy the membership as a visitor, with a name: ${portal}/plans/pottery-all-year (card 4242 4242 4242 4242, any later date, any code)`,
        'Complete the three lessons of The first hour, and find the certificate in the mail inbox',
        "Read the buyer's timeline under Contacts: each email names its cause",
        'Create a test clock under Settings, add a contact to it, buy as that contact, and advance the clock by a month: the trial ends and the first charge follows',
      ],
    };
  }

  async #connect(schoolId: string, secretKey: string): Promise<boolean> {
    try {
      return (await this.connections.connect(schoolId, { secretKey })).connected;
    } catch (error) {
      const base = this.config.env.STRIPE_API_BASE ?? 'https://api.stripe.com';
      if (error instanceof Stripe.errors.StripeConnectionError)
        throw unreachable('STRIPE_SECRET_KEY', base, error.detail ?? error);
      if (error instanceof Refusal) throw new EnvironmentError([`STRIPE_SECRET_KEY: ${error.message}`]);
      throw error;
    }
  }

  /** One published course; one plan that opens it, on sale once Stripe is connected. */
  async #catalogue(schoolId: string, demo: (typeof schools)[number], connected: boolean): Promise<void> {
    const present = await this.tenancy.withSchool(schoolId, () => this.planRows.find({ order: { id: 'ASC' }, take: 1 }));
    let planId = present[0]?.id;
    if (!planId) {
      const course = await this.products.create(schoolId, { kind: 'course', ...demo.course });
      const outline = { revision: 1, modules: demoOutlines[demo.school.slug] };
      await this.outlines.replace(schoolId, course.id, OutlineChange.parse(outline));
      await this.products.publish(schoolId, course.id);
      const plan = await this.plans.create(schoolId, {
        ...demo.plan,
        priceAmount: 2900,
        oldPriceAmount: 3900,
        intervalMonths: 1,
        trialDays: 14,
        requireCardBeforeTrial: true,
        productIds: [course.id],
      });
      planId = plan.id;
    }
    if (connected && present[0]?.status !== 'published') await this.plans.publish(schoolId, planId);
  }

  /** The member has access to something. Access revoked by staff since then stays revoked. */
  async #giveCourses(contactId: string): Promise<void> {
    if (await this.tenancy.row('select from entitlement where contact_id = $1 limit 1', [contactId])) return;
    const courses = await this.productRows.findBy({ kind: 'course', status: 'published' });
    const now = this.clocks.wall();
    await this.access.claim(
      { contactId, source: 'grant', sourceId: 'demo', productIds: courses.map(({ id }) => id), startsAt: now, endsAt: null },
      now,
      null,
    );
  }

  async #member(schoolId: string, { name, email }: { name: string; email: string }): Promise<void> {
    const passwordHash = await this.passwords.hash(password);
    await this.tenancy.withSchool(schoolId, async () => {
      const contact = await this.directory.contactFor({ email, name });
      if (await this.accounts.open(contact.id, 'staff'))
        await this.memberAccounts.update({ contactId: contact.id }, { passwordHash });
      await this.#giveCourses(contact.id);
    });
  }
}
