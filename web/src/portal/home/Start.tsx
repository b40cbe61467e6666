import { Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useMember } from '../platform/school';

const Home = lazy(async () => ({ default: (await import('./Home')).Home }));
const PlanList = lazy(async () => ({ default: (await import('../billing/plans/PlanList')).PlanList }));

/** The start page of the portal: plans for a visitor, courses for a member. Only the one that is shown is loaded. */
export function Start() {
  return <Suspense fallback={<Skeleton height={28} width={220} />}>{useMember() ? <Home /> : <PlanList />}</Suspense>;
}
