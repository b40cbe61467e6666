import { PlanList } from '../billing/plans/PlanList';
import { useMember } from '../platform/school';
import { Home } from './Home';

/** The start page of the portal: plans for a visitor, courses for a member. */
export function Start() {
  return useMember() ? <Home /> : <PlanList />;
}
