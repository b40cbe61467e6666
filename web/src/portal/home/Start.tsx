import { PlanList } from '../plans/PlanList';
import { useMember } from '../shell/school';
import { Home } from './Home';

/** The school's front door: the plans for a visitor, the courses for a member. */
export function Start() {
  return useMember() ? <Home /> : <PlanList />;
}
