import { useQuery } from '@tanstack/react-query';
import { api } from '../../ui/api/client';

/** What a member sees first. */
export interface MemberHome {
  readonly continueWith: {
    readonly courseId: string;
    readonly courseTitle: string;
    readonly lessonId: string;
    readonly lessonTitle: string;
    readonly progressPercent?: number;
  } | null;
  readonly courses: readonly {
    readonly id: string;
    readonly title: string;
    readonly slug: string;
    readonly progressPercent: number;
    readonly nextUnlockAt: string | null;
  }[];
}

export const useMemberHome = () => useQuery({ queryKey: ['home'], queryFn: () => api.get<MemberHome>('/portal/home') });
