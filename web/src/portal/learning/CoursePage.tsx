import { Navigate, useLocation, useParams, useSearchParams } from 'react-router';
import { TextSkeleton } from '../../ui/feedback/States';
import { useMember } from '../platform/school';
import { Player } from './Player';
import { useCourse } from './player-data';
import { lessonsOf } from './player-state';

/** A course, for members; a visitor sees its free previews and signs in for anything else. */
export function CoursePage() {
  return useMember() ? <Player /> : <PreviewForVisitor />;
}

function PreviewForVisitor() {
  const { courseId = '' } = useParams();
  const [search] = useSearchParams();
  const { pathname, search: query } = useLocation();
  const course = useCourse(courseId);
  if (course.isPending) return <TextSkeleton lines={6} />;
  const asked = course.data && lessonsOf(course.data).find(({ id }) => id === search.get('lesson'));
  if (asked && asked.state !== 'locked') return <Player />;
  return <Navigate to={`/sign-in?next=${encodeURIComponent(pathname + query)}`} replace />;
}
