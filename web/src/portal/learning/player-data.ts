import type { Schemas } from '@perennial/api-client';
import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../ui/api/client';

export type PlayerLesson = Schemas['PlayerLesson'];
export type LessonState = PlayerLesson['state'];
export type PlayerCourse = Schemas['PlayerCourse'];

export const courseKey = (id: string) => ['courses', id] as const;
const at = (id: string) => ({ params: { path: { id } } });

export const loadCourse = (id: string) => answer(api.GET('/api/portal/courses/{id}', at(id)));
export const useCourse = (id: string) => useQuery({ queryKey: courseKey(id), queryFn: () => loadCourse(id) });

export const openLesson = (id: string) => answer(api.POST('/api/portal/lessons/{id}/open', at(id)));
export const completeLesson = (id: string) => answer(api.POST('/api/portal/lessons/{id}/complete', at(id)));
export const uncompleteLesson = (id: string) => answer(api.POST('/api/portal/lessons/{id}/uncomplete', at(id)));
export const keepPosition = (id: string, seconds: number) =>
  answer(api.PUT('/api/portal/lessons/{id}/position', { ...at(id), body: { seconds } }));
