import { createBrowserRouter, Outlet, type RouteObject } from 'react-router';
import { CrashPage } from '../ui/feedback/CrashPage';
import { NotFound } from '../ui/feedback/States';
import { UnsavedGuard } from '../ui/forms/UnsavedGuard';
import { RunList } from './automation/runs/RunList';
import { WhyNot } from './automation/runs/WhyNot';
import { Payments } from './billing/payments/Payments';
import { CreateMembership } from './billing/plans/CreateMembership';
import { EditMembership } from './billing/plans/EditMembership';
import { MembershipList } from './billing/plans/MembershipList';
import { Home } from './home/Home';
import { ApiKeys } from './identity/api-keys/ApiKeys';
import { Profile } from './identity/profile/Profile';
import { ForgotPassword } from './identity/sign-in/ForgotPassword';
import { ResetPassword } from './identity/sign-in/ResetPassword';
import { SignIn } from './identity/sign-in/SignIn';
import { ProductList } from './learning/ProductList';
import { ProductPage } from './learning/ProductPage';
import { EmailSettings } from './messaging/EmailSettings';
import { MailList } from './messaging/MailList';
import { ContactList } from './people/ContactList';
import { ContactPage } from './people/ContactPage';
import { TestClocks } from './school/clocks/TestClocks';
import { School } from './school/settings/School';
import { AdminShell, PageWidth } from './shell/AdminShell';

const pages: RouteObject[] = [
  { index: true, element: <Home /> },
  { path: 'marketing/membership', element: <MembershipList /> },
  { path: 'marketing/membership/new', element: <CreateMembership /> },
  { path: 'marketing/membership/:id', element: <EditMembership /> },
  { path: 'contacts', element: <ContactList /> },
  {
    path: 'contacts/import',
    lazy: async () => ({ Component: (await import('./people/import/ImportContacts')).ImportContacts }),
  },
  {
    path: 'contacts/imports/:id',
    lazy: async () => ({ Component: (await import('./people/import/ImportProgress')).ImportProgress }),
  },
  { path: 'contacts/:id', element: <ContactPage /> },
  { path: 'settings/school', element: <School /> },
  { path: 'settings/payments', element: <Payments /> },
  { path: 'settings/email', element: <EmailSettings /> },
  { path: 'settings/email/templates', element: <MailList /> },
  {
    path: 'settings/email/templates/:id',
    lazy: async () => ({ Component: (await import('./messaging/TemplateEditor')).TemplateEditor }),
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
  { path: 'automations', lazy: async () => ({ Component: (await import('./automation/AutomationList')).AutomationList }) },
  { path: 'automations/:id/runs', element: <RunList /> },
  { path: 'automations/:id/why-not', element: <WhyNot /> },
  { path: '*', element: <NotFound /> },
];

/** Editors with heavy parts are loaded when they are opened. */
const editors: RouteObject[] = [
  { path: 'automations/:id', lazy: async () => ({ Component: (await import('./automation/EditorPage')).EditorPage }) },
  {
    path: 'automations/:id/runs/:runId',
    lazy: async () => ({ Component: (await import('./automation/runs/RunPage')).RunPage }),
  },
];

/** The pages in front of the shell, with a guard of their own. */
function SignedOutPages() {
  return (
    <>
      <UnsavedGuard />
      <Outlet />
    </>
  );
}

export const router = createBrowserRouter([
  {
    element: <SignedOutPages />,
    errorElement: <CrashPage />,
    children: [
      { path: '/sign-in', element: <SignIn /> },
      { path: '/forgot-password', element: <ForgotPassword /> },
      { path: '/reset-password', element: <ResetPassword /> },
    ],
  },
  {
    path: '/',
    element: <AdminShell />,
    errorElement: <CrashPage />,
    children: [{ element: <PageWidth />, errorElement: <CrashPage />, children: pages }, ...editors],
  },
]);
