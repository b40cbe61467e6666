/** Roles of staff, from the most permissions to the fewest. */
export const staffRoles = ['owner', 'admin', 'support'] as const;
/** Permissions of a staff member. */
export type StaffRole = (typeof staffRoles)[number];

/** The staff whom an email is for: all of them, or those with a role. */
export type StaffAudience = 'everyone' | StaffRole;
