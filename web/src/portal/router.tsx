import { createBrowserRouter, Navigate, Outlet, useLocation } from 'react-router';
import { CrashPage } from '../ui/feedback/CrashPage';
import { NotFound } from '../ui/feedback/States';
import { Account } from './account/Account';
import { Certificates } from './certificates/Certificates';
import { Verify } from './certificates/Verify';
import { CheckoutReturn } from './checkout/CheckoutReturn';
import { Start } from './home/Start';
import { Memberships } from './memberships/Memberships';
import { PlanList } from './plans/PlanList';
import { PlanPage } from './plans/PlanPage';
import { PortalShell } from './shell/PortalShell';
import { ProvenOnly } from './shell/Proof';
import { useMember } from './shell/school';
import { SignIn } from './sign-in/SignIn';
import { Unsubscribe } from './unsubscribe/Unsubscribe';

/** Pages for members only; a visitor signs in and comes back. */
function MembersOnly() {
  const member = useMember();
  const { pathname, search } = useLocation();
  if (!member) return <Navigate to={`/sign-in?next=${encodeURIComponent(pathname + search)}`} replace />;
  return <Outlet />;
}

export const router = createBrowserRouter([
  {
    path: '/',
    element: <PortalShell />,
    errorElement: <CrashPage />,
    children: [
      { index: true, element: <Start /> },
      { path: 'plans', element: <PlanList /> },
      { path: 'plans/:slug', element: <PlanPage /> },
      { path: 'checkout/return', element: <CheckoutReturn /> },
      { path: 'checkout/:sessionId', element: <CheckoutReturn /> },
      { path: 'sign-in', element: <SignIn /> },
      { path: 'verify/:serial', element: <Verify /> },
      { path: 'unsubscribe', element: <Unsubscribe /> },
      {
        element: <MembersOnly />,
        children: [
          { path: 'memberships', element: <Memberships /> },
          {
            element: <ProvenOnly />,
            children: [
              { path: 'account', element: <Account /> },
              { path: 'certificates', element: <Certificates /> },
            ],
          },
          { path: 'courses/:courseId', lazy: async () => ({ Component: (await import('./course/Player')).Player }) },
        ],
      },
      { path: '*', element: <NotFound /> },
    ],
  },
]);
