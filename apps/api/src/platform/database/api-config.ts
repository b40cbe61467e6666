import type { readApiConfig } from '@perennial/config';

/** The environment of this process, as an injectable. */
export class ApiConfig {
  constructor(readonly env: ReturnType<typeof readApiConfig>) {}

  /** Origin of the admin app, without a slash at its end. */
  get adminUrl(): string {
    return this.env.PUBLIC_ADMIN_URL.replace(/\/$/, '');
  }

  /** Origin of a school's portal, without a slash at its end. */
  portalUrl(slug: string): string {
    return this.env.PUBLIC_PORTAL_URL.replace('{slug}', slug).replace(/\/$/, '');
  }
}
