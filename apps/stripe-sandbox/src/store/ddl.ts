/** The sandbox's tables. Applied at every start. */
export const ddl = `
create table if not exists account (
  id text primary key, key text not null unique, data jsonb not null, settings jsonb not null default '{}', created_at timestamptz not null default now());
create table if not exists object (
  account text not null, id text not null, kind text not null, seq bigint generated always as identity, created bigint not null, clock text,
  data jsonb not null, hidden jsonb not null default '{}', primary key (account, id));
create index if not exists object_listing on object (account, kind, seq desc);
create index if not exists object_customer on object (account, kind, (data->>'customer'));
create index if not exists object_clock on object (account, clock) where clock is not null;
create table if not exists event (
  account text not null, id text not null primary key, seq bigint generated always as identity, type text not null, created bigint not null,
  clock text, subject text, data jsonb not null);
create index if not exists event_listing on event (account, seq desc);
create index if not exists event_created on event (account, created);
create table if not exists due (
  account text not null, clock text, at bigint not null, seq bigint generated always as identity, action text not null, subject text not null,
  primary key (account, subject, action));
create index if not exists due_wall on due (at) where clock is null;
create index if not exists due_clock on due (account, clock, at) where clock is not null;
create table if not exists idempotency (
  account text not null, key text not null, method text not null, path text not null, params text not null, status int not null, body jsonb not null,
  created_at timestamptz not null default now(), primary key (account, key));
create table if not exists delivery (
  id bigint generated always as identity primary key, account text not null, event text not null, event_type text not null, endpoint text not null,
  url text not null, state text not null default 'pending', next_at timestamptz not null default now(), attempts jsonb not null default '[]',
  created_at timestamptz not null default now());
create index if not exists delivery_pending on delivery (next_at) where state = 'pending';
create index if not exists delivery_event on delivery (event);
create index if not exists delivery_account on delivery (account, id desc);
`;
