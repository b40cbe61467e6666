import { createBrowserRouter, Navigate, Outlet, type RouteObject } from 'react-router';
import { CrashPage } from '../ui/feedback/CrashPage';
import { NotFound } from '../ui/feedback/States';
import { UnsavedGuard } from '../ui/forms/UnsavedGuard';
import { AdminShell, PageWidth } from './shell/AdminShell';
import { adminPages } from './shell/pages';

const routes = (pages: typeof adminPages): RouteObject[] =>
  pages.map(({ path, load }) => ({ path, lazy: async () => ({ Component: await load() }) }));

/** Sections without a page of their own, and the page that they open. */
const sections: RouteObject[] = Object.entries({
  '/marketing': '/marketing/membership',
  '/memberships': '/memberships/courses/products',
  '/memberships/courses': '/memberships/courses/products',
  '/settings': '/settings/school',
}).map(([path, to]) => ({ path, element: <Navigate to={to} replace /> }));

/** The pages before sign-in, with a guard of their own. */
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
    hydrateFallbackElement: <></>,
    children: [
      { path: '/sign-in', lazy: async () => ({ Component: (await import('./identity/sign-in/SignIn')).SignIn }) },
      {
        path: '/forgot-password',
        lazy: async () => ({ Component: (await import('./identity/sign-in/ForgotPassword')).ForgotPassword }),
      },
      {
        path: '/reset-password',
        lazy: async () => ({ Component: (await import('./identity/sign-in/ResetPassword')).ResetPassword }),
      },
    ],
  },
  {
    path: '/',
    element: <AdminShell />,
    errorElement: <CrashPage />,
    hydrateFallbackElement: <></>,
    children: [
      {
        element: <PageWidth />,
        errorElement: <CrashPage />,
        children: [...routes(adminPages.filter(({ wide }) => !wide)), ...sections, { path: '*', element: <NotFound /> }],
      },
      ...routes(adminPages.filter(({ wide }) => wide)),
    ],
  },
]);
