import {
  IconBolt,
  IconBook2,
  IconBuildingStore,
  IconCertificate,
  IconClockPlay,
  IconCreditCard,
  IconFilter,
  IconForms,
  IconHome2,
  IconKey,
  IconMail,
  IconTags,
  IconTicket,
  IconUserCircle,
  IconUsers,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';

type Icon = ComponentType<{ size?: number; stroke?: number }>;

/** The groups of the navigation, in their order. */
const sections = {
  start: undefined,
  marketing: 'Marketing',
  memberships: 'Memberships',
  people: undefined,
  settings: 'Settings',
} as const;

/** A page of the admin app: everything about it that is outside its own file. */
interface AdminPage {
  readonly path: string;
  /** Loaded when the page is opened, so that the first load is the shell and one page. */
  readonly load: () => Promise<ComponentType>;
  /** Its item in the navigation and in Ctrl+K; a page of a record has none. */
  readonly nav?: {
    readonly in: keyof typeof sections;
    readonly label: string;
    readonly icon: Icon;
    /** Additional search terms. */
    readonly keywords?: string;
  };
  /** An editor, which uses the whole width. */
  readonly wide?: true;
}

/** Every page of the admin app. Routes, navigation and Ctrl+K are made from it. */
export const adminPages: readonly AdminPage[] = [
  {
    path: '/',
    load: async () => (await import('../home/Home')).Home,
    nav: { in: 'start', label: 'Home', icon: IconHome2 },
  },
  {
    path: '/marketing/membership',
    load: async () => (await import('../billing/plans/MembershipList')).MembershipList,
    nav: { in: 'marketing', label: 'Membership', icon: IconTicket, keywords: 'plans price trial subscription' },
  },
  {
    path: '/marketing/membership/new',
    load: async () => (await import('../billing/plans/CreateMembership')).CreateMembership,
  },
  { path: '/marketing/membership/:id', load: async () => (await import('../billing/plans/EditMembership')).EditMembership },
  {
    path: '/memberships/courses/products',
    load: async () => (await import('../learning/ProductList')).ProductList,
    nav: { in: 'memberships', label: 'Courses', icon: IconBook2, keywords: 'products lessons modules drip' },
  },
  { path: '/memberships/courses/products/:id', load: async () => (await import('../learning/ProductPage')).ProductPage },
  {
    path: '/memberships/certificates',
    load: async () => (await import('../certificates/CertificateTemplatePage')).CertificateTemplatePage,
    nav: { in: 'memberships', label: 'Certificates', icon: IconCertificate, keywords: 'template diploma signature title' },
  },
  {
    path: '/automations',
    load: async () => (await import('../automation/AutomationList')).AutomationList,
    nav: { in: 'people', label: 'Automations', icon: IconBolt, keywords: 'canvas workflow journeys' },
  },
  { path: '/automations/forecast', load: async () => (await import('../automation/forecast/ForecastPage')).ForecastPage },
  { path: '/automations/map', load: async () => (await import('../automation/map/MapPage')).MapPage },
  { path: '/automations/templates', load: async () => (await import('../automation/templates/TemplatesPage')).TemplatesPage },
  {
    path: '/automations/approvals',
    load: async () => (await import('../automation/approvals/ApprovalsPage')).ApprovalsPage,
  },
  { path: '/automations/:id', load: async () => (await import('../automation/EditorPage')).EditorPage, wide: true },
  { path: '/automations/:id/runs', load: async () => (await import('../automation/runs/RunList')).RunList },
  { path: '/automations/:id/runs/:runId', load: async () => (await import('../automation/runs/RunPage')).RunPage, wide: true },
  {
    path: '/automations/:id/versions',
    load: async () => (await import('../automation/versions/VersionsPage')).VersionsPage,
    wide: true,
  },
  {
    path: '/automations/:id/history',
    load: async () => (await import('../automation/history/HistoryPage')).HistoryPage,
    wide: true,
  },
  { path: '/automations/:id/add', load: async () => (await import('../automation/entries/AddPeople')).AddPeople },
  { path: '/automations/:id/results', load: async () => (await import('../automation/results/ResultsPage')).ResultsPage },
  { path: '/automations/:id/why-not', load: async () => (await import('../automation/runs/WhyNot')).WhyNot },
  {
    path: '/contacts',
    load: async () => (await import('../people/ContactList')).ContactList,
    nav: { in: 'people', label: 'Contacts', icon: IconUsers, keywords: 'people members students' },
  },
  { path: '/contacts/import', load: async () => (await import('../people/import/ImportContacts')).ImportContacts },
  { path: '/contacts/imports/:id', load: async () => (await import('../people/import/ImportProgress')).ImportProgress },
  {
    path: '/contacts/tags',
    load: async () => (await import('../people/tags/TagList')).TagList,
    nav: { in: 'people', label: 'Tags', icon: IconTags, keywords: 'labels groups rename merge' },
  },
  {
    path: '/contacts/segments',
    load: async () => (await import('../people/segments/SegmentList')).SegmentList,
    nav: { in: 'people', label: 'Segments', icon: IconFilter, keywords: 'groups audience saved filter' },
  },
  { path: '/contacts/segments/new', load: async () => (await import('../people/segments/NewSegment')).NewSegment },
  { path: '/contacts/segments/:id', load: async () => (await import('../people/segments/SegmentPage')).SegmentPage },
  { path: '/contacts/:id/start', load: async () => (await import('../automation/entries/StartAutomation')).StartAutomation },
  { path: '/contacts/:id', load: async () => (await import('../people/ContactPage')).ContactPage },
  {
    path: '/settings/school',
    load: async () => (await import('../school/settings/School')).School,
    nav: { in: 'settings', label: 'School', icon: IconBuildingStore, keywords: 'name zone currency colour' },
  },
  {
    path: '/settings/payments',
    load: async () => (await import('../billing/payments/Payments')).Payments,
    nav: { in: 'settings', label: 'Payments', icon: IconCreditCard, keywords: 'stripe key connect' },
  },
  {
    path: '/settings/email',
    load: async () => (await import('../messaging/EmailSettings')).EmailSettings,
    nav: { in: 'settings', label: 'Email settings', icon: IconMail, keywords: 'messages templates mail' },
  },
  {
    path: '/settings/email/limits',
    load: async () => (await import('../messaging/EmailLimits')).EmailLimits,
  },
  { path: '/settings/email/templates', load: async () => (await import('../messaging/MailList')).MailList },
  { path: '/settings/email/templates/:id', load: async () => (await import('../messaging/TemplateEditor')).TemplateEditor },
  {
    path: '/settings/contact-fields',
    load: async () => (await import('../people/fields/ContactFields')).ContactFields,
    nav: { in: 'settings', label: 'Contact fields', icon: IconForms, keywords: 'custom properties attributes birthday' },
  },
  {
    path: '/settings/api',
    load: async () => (await import('../identity/api-keys/ApiKeys')).ApiKeys,
    nav: { in: 'settings', label: 'API & webhooks', icon: IconKey, keywords: 'keys programs integration' },
  },
  {
    path: '/settings/clocks',
    load: async () => (await import('../school/clocks/TestClocks')).TestClocks,
    nav: { in: 'settings', label: 'Test clocks', icon: IconClockPlay, keywords: 'time travel test advance' },
  },
  {
    path: '/settings/account',
    load: async () => (await import('../identity/profile/Profile')).Profile,
    nav: { in: 'settings', label: 'Your account', icon: IconUserCircle, keywords: 'password profile sign in' },
  },
];

interface NavItem {
  readonly label: string;
  readonly to: string;
  readonly icon: Icon;
  readonly keywords: string;
}

interface NavGroup {
  readonly label: string | undefined;
  readonly navItems: readonly NavItem[];
}

/** The navigation. */
export const navGroups: readonly NavGroup[] = (Object.keys(sections) as (keyof typeof sections)[]).map((section) => ({
  label: sections[section],
  navItems: adminPages.flatMap(({ path, nav }) =>
    nav?.in === section ? [{ to: path, label: nav.label, icon: nav.icon, keywords: nav.keywords ?? '' }] : [],
  ),
}));
