import { PlanList } from '../billing/plans/PlanList';
import { useMember } from '../platform/school';
import { Home } from './Home';

/** The school's front door: the plans for a visitor, the courses for a member. */
export function Start() {
  return useMember() ? <Home /> : <PlanList />;
}
