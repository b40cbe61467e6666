/**
 * Group roles of the product. Roles belong to the whole cluster, so several databases may share them and two
 * migrations may race for them.
 *
 * - perennial_app: what api and worker log in as; fenced to the school in scope
 * - perennial_relay: also carries every school's outbox
 * - perennial_lookup: owns the few functions that look across schools; nobody logs in as it
 */
export const createRoles = ['perennial_app', 'perennial_relay', 'perennial_lookup'].map(
  (role) => `do $$ begin
    create role ${role} nologin nosuperuser nobypassrls;
  exception when duplicate_object or unique_violation then null; end $$`,
);

/** The relay may do what the app does, within the school it has put in scope. */
export const relateRoles = [
  `do $$ begin
    grant perennial_app to perennial_relay;
    grant perennial_lookup to current_user;
  exception when unique_violation or duplicate_object then null; end $$`,
];
