import { createBrowserRouter, type RouteObject } from 'react-router';
import { CrashPage } from '../ui/feedback/CrashPage';
import { NotFound } from '../ui/feedback/States';
import { ApiKeys } from './api-keys/ApiKeys';
import { RunList } from './automations/runs/RunList';
import { WhyNot } from './automations/runs/WhyNot';
import { TestClocks } from './clocks/TestClocks';
import { ContactList } from './contacts/ContactList';
import { ContactPage } from './contacts/ContactPage';
import { ProductList } from './courses/ProductList';
import { ProductPage } from './courses/ProductPage';
import { EmailSettings } from './email/EmailSettings';
import { MailList } from './email/MailList';
import { Home } from './home/Home';
import { CreateMembership } from './membership/CreateMembership';
import { EditMembership } from './membership/EditMembership';
import { MembershipList } from './membership/MembershipList';
import { Payments } from './payments/Payments';
import { Profile } from './profile/Profile';
import { School } from './school/School';
import { AdminShell, PageWidth } from './shell/AdminShell';
import { ForgotPassword } from './sign-in/ForgotPassword';
import { ResetPassword } from './sign-in/ResetPassword';
import { SignIn } from './sign-in/SignIn';

const rooms: RouteObject[] = [
  { index: true, element: <Home /> },
  { path: 'marketing/membership', element: <MembershipList /> },
  { path: 'marketing/membership/new', element: <CreateMembership /> },
  { path: 'marketing/membership/:id', element: <EditMembership /> },
  { path: 'contacts', element: <ContactList /> },
  {
    path: 'contacts/import',
    lazy: async () => ({ Component: (await import('./contacts/import/ImportContacts')).ImportContacts }),
  },
  {
    path: 'contacts/imports/:id',
    lazy: async () => ({ Component: (await import('./contacts/import/ImportProgress')).ImportProgress }),
  },
  { path: 'contacts/:id', element: <ContactPage /> },
  { path: 'settings/school', element: <School /> },
  { path: 'settings/payments', element: <Payments /> },
  { path: 'settings/email', element: <EmailSettings /> },
  { path: 'settings/email/templates', element: <MailList /> },
  {
    path: 'settings/email/templates/:id',
    lazy: async () => ({ Component: (await import('./email/TemplateEditor')).TemplateEditor }),
  },
  { path: 'settings/api', element: <ApiKeys /> },
  { path: 'settings/clocks', element: <TestClocks /> },
  { path: 'settings/account', element: <Profile /> },
  { path: 'memberships/courses/products', element: <ProductList /> },
  { path: 'memberships/courses/products/:id', element: <ProductPage /> },
  {
    path: 'memberships/certificates',
    lazy: async () => ({ Component: (await import('./certificates/CertificateTemplatePage')).CertificateTemplatePage }),
  },
  { path: 'automations', lazy: async () => ({ Component: (await import('./automations/AutomationList')).AutomationList }) },
  { path: 'automations/:id/runs', element: <RunList /> },
  { path: 'automations/:id/why-not', element: <WhyNot /> },
  { path: '*', element: <NotFound /> },
];

/** Editors with heavy parts are loaded when they are opened. */
const editors: RouteObject[] = [
  { path: 'automations/:id', lazy: async () => ({ Component: (await import('./automations/EditorPage')).EditorPage }) },
  {
    path: 'automations/:id/runs/:runId',
    lazy: async () => ({ Component: (await import('./automations/runs/RunPage')).RunPage }),
  },
];

export const router = createBrowserRouter([
  { path: '/sign-in', element: <SignIn />, errorElement: <CrashPage /> },
  { path: '/forgot-password', element: <ForgotPassword />, errorElement: <CrashPage /> },
  { path: '/reset-password', element: <ResetPassword />, errorElement: <CrashPage /> },
  {
    path: '/',
    element: <AdminShell />,
    errorElement: <CrashPage />,
    children: [{ element: <PageWidth />, errorElement: <CrashPage />, children: rooms }, ...editors],
  },
]);
