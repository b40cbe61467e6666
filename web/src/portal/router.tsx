import { createBrowserRouter, Navigate, Outlet, useLocation } from 'react-router';
import { CrashPage } from '../ui/feedback/CrashPage';
import { NotFound } from '../ui/feedback/States';
import { Start } from './home/Start';
import { useMember } from './platform/school';
import { PortalShell } from './shell/PortalShell';
import { ProvenOnly } from './shell/Proof';

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
    hydrateFallbackElement: <></>,
    children: [
      { index: true, element: <Start /> },
      { path: 'plans', lazy: async () => ({ Component: (await import('./billing/plans/PlanList')).PlanList }) },
      { path: 'plans/:slug', lazy: async () => ({ Component: (await import('./billing/plans/PlanPage')).PlanPage }) },
      {
        path: 'checkout/return',
        lazy: async () => ({ Component: (await import('./billing/checkout/CheckoutReturn')).CheckoutReturn }),
      },
      {
        path: 'checkout/:sessionId',
        lazy: async () => ({ Component: (await import('./billing/checkout/CheckoutReturn')).CheckoutReturn }),
      },
      { path: 'sign-in', lazy: async () => ({ Component: (await import('./identity/sign-in/SignIn')).SignIn }) },
      { path: 'verify/:serial', lazy: async () => ({ Component: (await import('./certificates/Verify')).Verify }) },
      { path: 'unsubscribe', lazy: async () => ({ Component: (await import('./messaging/Unsubscribe')).Unsubscribe }) },
      { path: 'courses/:courseId', lazy: async () => ({ Component: (await import('./learning/CoursePage')).CoursePage }) },
      {
        element: <MembersOnly />,
        children: [
          {
            path: 'memberships',
            lazy: async () => ({ Component: (await import('./billing/memberships/Memberships')).Memberships }),
          },
          {
            element: <ProvenOnly />,
            children: [
              {
                path: 'account/address',
                lazy: async () => ({ Component: (await import('./identity/account/ConfirmAddress')).ConfirmAddress }),
              },
              {
                path: 'new-password',
                lazy: async () => ({ Component: (await import('./identity/account/NewPassword')).NewPassword }),
              },
              { path: 'account', lazy: async () => ({ Component: (await import('./identity/account/Account')).Account }) },
              {
                path: 'certificates',
                lazy: async () => ({ Component: (await import('./certificates/Certificates')).Certificates }),
              },
            ],
          },
        ],
      },
      { path: '*', element: <NotFound /> },
    ],
  },
]);
