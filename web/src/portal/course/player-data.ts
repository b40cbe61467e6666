import { useQuery } from '@tanstack/react-query';
import { api } from '../../ui/api/client';

export type LessonState = 'locked' | 'available' | 'in_progress' | 'completed';

export interface PlayerLesson {
  readonly id: string;
  readonly title: string;
  readonly kind: 'text' | 'video';
  readonly state: LessonState;
  readonly required: boolean;
  /** When a locked lesson opens; null if only another lesson opens it. */
  readonly opensAt: string | null;
  /** Why it is locked where no instant says it: "Opens after “Centring”." */
  readonly lockedReason: string | null;
  readonly bodyHtml: string | null;
  readonly videoUrl: string | null;
  readonly positionSeconds: number | null;
}

export interface PlayerCourse {
  readonly id: string;
  readonly title: string;
  readonly progressPercent: number;
  readonly currentLessonId: string | null;
  readonly modules: readonly { readonly id: string; readonly title: string; readonly lessons: readonly PlayerLesson[] }[];
}

export const courseKey = (id: string) => ['courses', id] as const;

export const useCourse = (id: string) =>
  useQuery({ queryKey: courseKey(id), queryFn: () => api.get<PlayerCourse>(`/portal/courses/${id}`) });

export const openLesson = (id: string) => api.post(`/portal/lessons/${id}/open`);
export const completeLesson = (id: string) => api.post(`/portal/lessons/${id}/complete`);
export const uncompleteLesson = (id: string) => api.post(`/portal/lessons/${id}/uncomplete`);
export const keepPosition = (id: string, seconds: number) => api.put(`/portal/lessons/${id}/position`, { seconds });
