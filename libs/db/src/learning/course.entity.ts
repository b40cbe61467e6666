import { Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import { Id, Instant, RecordedAt, Reference, SchoolId } from '../columns.js';

/** A part of a course. */
@Entity()
@Index(['courseId', 'position'])
export class CourseModule {
  @Id() id: string;
  @SchoolId() schoolId: string;
  @Reference('Product') courseId: string;
  @Column('text') title: string;
  @Column('int') position: number;
  /** When its lessons open; see `ReleaseRule`. */
  @Column('jsonb') release: object;
  /** Removed from the outline. Can be restored by its ID. */
  @Instant({ nullable: true }) removedAt: Date | null;
}

/** A lesson of a course. */
@Entity()
@Index(['moduleId', 'position'])
export class Lesson {
  @Id() id: string;
  @SchoolId() schoolId: string;
  @Reference('Product') courseId: string;
  /** Null for a saved lesson that is not in the outline yet. */
  @Reference('CourseModule', { nullable: true }) moduleId: string | null;
  @Column('text') title: string;
  @Column('text') kind: 'text' | 'video';
  /** Sanitised HTML. */
  @Column('text', { default: '' }) bodyHtml: string;
  @Column('text', { nullable: true }) videoUrl: string | null;
  /** Counts changes of kind, text and video, so that two editors do not overwrite each other. */
  @Column('int', { default: 1 }) revision: number;
  @Column('int') position: number;
  /** Counts towards completion. */
  @Column('boolean', { default: true }) required: boolean;
  /** Open to everyone, without enrolment. */
  @Column('boolean', { default: false }) preview: boolean;
  @Column('jsonb') release: object;
  /** Not in the outline: removed, or not added yet. Can be restored by its ID. */
  @Instant({ nullable: true }) removedAt: Date | null;
}

/** One contact's enrolment in one course, with progress and release times. It is kept after memberships end. */
@Entity()
@Unique(['contactId', 'courseId'])
@Index(['courseId'])
@Index(['schoolId', 'courseId', 'progressPercent', 'contactId'])
@Index(['schoolId', 'courseId', 'contactId'], { where: 'completed_at is not null' })
export class Enrolment {
  @Id() id: string;
  @SchoolId() schoolId: string;
  @Reference('Contact') contactId: string;
  @Reference('Product') courseId: string;
  /** Business time from which release rules count. */
  @Instant() enrolledAt: Date;
  @Instant({ nullable: true }) startedAt: Date | null;
  @Instant({ nullable: true }) completedAt: Date | null;
  @Column('int', { default: 0 }) progressPercent: number;
  /** The lesson that "Continue" opens. */
  @Column('uuid', { nullable: true }) lastLessonId: string | null;
}

/** A contact's progress in one lesson. */
@Entity()
export class LessonProgress {
  @PrimaryColumn('uuid') enrolmentId: string;
  @PrimaryColumn('uuid') lessonId: string;
  @SchoolId() schoolId: string;
  @Instant({ nullable: true }) openedAt: Date | null;
  @Instant({ nullable: true }) completedAt: Date | null;
  /** When the enrolment workflow first found it open. */
  @Instant({ nullable: true }) unlockedAt: Date | null;
  /** Set when a change of rules, order or time zone would have locked it again. It stays open. */
  @Instant({ nullable: true }) releasedAt: Date | null;
  /** How often it was completed. Undoing a completion does not decrement it. */
  @Column('int', { default: 0 }) completions: number;
  /** Position in a video. */
  @Column('int', { default: 0 }) seconds: number;
}

/** How a school's certificates look. */
@Entity()
@Unique(['schoolId'])
export class CertificateTemplate {
  @Id() id: string;
  @SchoolId() schoolId: string;
  @Column('jsonb') template: object;
  @Instant({ default: () => 'now()' }) updatedAt: Date;
}

/** A certificate. The stored PDF and its hash are authoritative; the snapshot has the content. */
@Entity()
@Unique(['serial'])
@Index('one_valid_certificate', ['contactId', 'courseId'], { unique: true, where: 'revoked_at is null' })
export class Certificate {
  @Id() id: string;
  @SchoolId() schoolId: string;
  @Reference('Contact') contactId: string;
  @Reference('Product') courseId: string;
  /** Cannot be guessed; printed on the certificate and part of the public address. */
  @Column('text') serial: string;
  @Column('text', { default: 'requested' }) state: 'requested' | 'issued' | 'failed';
  /** Why it could not be issued. Contains no names. */
  @Column('text', { nullable: true }) problem: string | null;
  @Column('jsonb', { nullable: true }) snapshot: object | null;
  /** Template and logo at the time of the snapshot, so that drawing it again gives the same result. */
  @Column('jsonb', { nullable: true }) look: object | null;
  @Column('text', { nullable: true }) pdfKey: string | null;
  @Column('text', { nullable: true }) sha256: string | null;
  @Instant() requestedAt: Date;
  @Instant({ nullable: true }) issuedAt: Date | null;
  @Instant({ nullable: true }) revokedAt: Date | null;
  @Column('text', { nullable: true }) revokedReason: string | null;
  @RecordedAt() createdAt: Date;
}
