import {
  IconBolt,
  IconBook2,
  IconBuildingStore,
  IconCertificate,
  IconClockPlay,
  IconCreditCard,
  IconHome2,
  IconKey,
  IconMail,
  IconTicket,
  IconUserCircle,
  IconUsers,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';

export interface NavItem {
  readonly label: string;
  readonly to: string;
  readonly icon: ComponentType<{ size?: number; stroke?: number }>;
  /** What else a person may type to find it. */
  readonly keywords?: string;
}

export interface NavGroup {
  readonly label?: string;
  readonly navItems: readonly NavItem[];
}

/** Navigation items. Lists only pages that exist. */
export const navGroups: readonly NavGroup[] = [
  { navItems: [{ label: 'Home', to: '/', icon: IconHome2 }] },
  {
    label: 'Marketing',
    navItems: [
      { label: 'Membership', to: '/marketing/membership', icon: IconTicket, keywords: 'plans price trial subscription' },
    ],
  },
  {
    label: 'Memberships',
    navItems: [
      { label: 'Courses', to: '/memberships/courses/products', icon: IconBook2, keywords: 'products lessons modules drip' },
      {
        label: 'Certificates',
        to: '/memberships/certificates',
        icon: IconCertificate,
        keywords: 'template diploma signature title',
      },
    ],
  },
  {
    navItems: [
      { label: 'Automations', to: '/automations', icon: IconBolt, keywords: 'canvas workflow journeys' },
      { label: 'Contacts', to: '/contacts', icon: IconUsers, keywords: 'people members students' },
    ],
  },
  {
    label: 'Settings',
    navItems: [
      { label: 'School', to: '/settings/school', icon: IconBuildingStore, keywords: 'name zone currency colour' },
      { label: 'Payments', to: '/settings/payments', icon: IconCreditCard, keywords: 'stripe key connect' },
      { label: 'Email settings', to: '/settings/email', icon: IconMail, keywords: 'messages templates mail' },
      { label: 'API & webhooks', to: '/settings/api', icon: IconKey, keywords: 'keys programs integration' },
      { label: 'Test clocks', to: '/settings/clocks', icon: IconClockPlay, keywords: 'time travel test advance' },
      { label: 'Your account', to: '/settings/account', icon: IconUserCircle, keywords: 'password profile sign in' },
    ],
  },
];
