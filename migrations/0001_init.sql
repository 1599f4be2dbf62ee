-- TimeClock's first schema. Three layers: facts (punches), shifts (attendance), days.
-- Every unique constraint on them begins with the person, so that the tables can be
-- spread by person over a distributed PostgreSQL.

create extension if not exists btree_gist;

-- Company -----------------------------------------------------------------------------

-- One row. `config_version` grows with every change that a derivation depends on
-- (company, branches, schedules, assignments): a writer that decided with an older
-- version starts again.
create table company (
  one            boolean primary key default true check (one),
  name           text not null,
  time_zone      text not null,
  config_version bigint not null default 1,
  setup_token_hash bytea,
  created_at     timestamptz(3) not null default now()
);

create table branches (
  id         text primary key,
  name       text not null,
  time_zone  text not null,
  address    text,
  ended_on   date,
  created_at timestamptz(3) not null default now()
);
create unique index branches_name_key on branches (lower(name)) where ended_on is null;

create table departments (
  id         text primary key,
  name       text not null,
  ended_on   date,
  created_at timestamptz(3) not null default now()
);
create unique index departments_name_key on departments (lower(name)) where ended_on is null;

-- People ------------------------------------------------------------------------------

create table users (
  id              text primary key check (length(id) between 1 and 100),
  email           text not null,
  username        text,
  employee_number text,
  first_name      text not null,
  last_name       text not null,
  role            text not null default 'employee' check (role in ('employee', 'manager', 'admin')),
  status          text not null default 'active' check (status in ('pending', 'active', 'disabled')),
  password_hash   text not null,
  department_id   text references departments (id),
  branch_id       text references branches (id),
  time_zone       text,
  hired_on        date,
  ended_on        date,
  created_at      timestamptz(3) not null default now()
);
create unique index users_email_key on users (lower(email));
create unique index users_username_key on users (lower(username)) where username is not null;
create unique index users_employee_number_key on users (employee_number) where employee_number is not null;
create index users_department on users (department_id);
create index users_branch on users (branch_id);

create table department_managers (
  department_id text not null references departments (id),
  user_id       text not null references users (id),
  primary key (department_id, user_id)
);
create index department_managers_user on department_managers (user_id);

create table branch_managers (
  branch_id text not null references branches (id),
  user_id   text not null references users (id),
  primary key (branch_id, user_id)
);
create index branch_managers_user on branch_managers (user_id);

-- Sessions ----------------------------------------------------------------------------

-- One row a login (a family of refresh tokens). Only the newest refresh token is valid;
-- the one before it is kept so that a lost answer can be asked for again within a short
-- grace, and so that any other re-use is recognised and ends the family.
create table sessions (
  id               uuid primary key,
  user_id          text not null references users (id),
  token_hash       bytea not null,
  previous_hash    bytea,
  rotated_at       timestamptz(3),
  created_at       timestamptz(3) not null default now(),
  expires_at       timestamptz(3) not null,
  last_used_at     timestamptz(3) not null default now(),
  revoked_at       timestamptz(3),
  revoked_reason   text,
  address          text,
  user_agent       text
);
create index sessions_live on sessions (user_id) where revoked_at is null;
create index sessions_expiry on sessions (expires_at);

-- Failed and successful logins, by account and address, for throttling. `account` is a
-- hash of what was typed, so that guesses at accounts that do not exist count the same.
create table login_attempts (
  id         bigint generated always as identity primary key,
  account    bytea not null,
  address    text not null,
  succeeded  boolean not null,
  at         timestamptz(3) not null default now()
);
create index login_attempts_account on login_attempts (account, at);
create index login_attempts_address on login_attempts (address, at);
create index login_attempts_at on login_attempts (at);

-- Schedules ---------------------------------------------------------------------------

-- `days` has one element for each planned shift of the week:
-- {"weekday": 1..7 (ISO, Monday = 1), "start": "HH:MM", "end": "HH:MM"}; an end that is
-- not after its start lies on the next day.
create table schedules (
  id                  text primary key,
  name                text not null,
  days                jsonb not null,
  grace_in_minutes    integer not null default 0 check (grace_in_minutes between 0 and 720),
  grace_out_minutes   integer not null default 0 check (grace_out_minutes between 0 and 720),
  window_before_minutes integer not null default 240 check (window_before_minutes between 0 and 720),
  window_after_minutes  integer not null default 240 check (window_after_minutes between 0 and 720),
  ended_on            date,
  created_at          timestamptz(3) not null default now()
);
create unique index schedules_name_key on schedules (lower(name)) where ended_on is null;

-- The narrowest assignment wins: person, then department, branch, company. Two of the
-- same level may not overlap in time.
create table schedule_assignments (
  id           text primary key,
  schedule_id  text not null references schedules (id),
  level        text not null check (level in ('company', 'branch', 'department', 'user')),
  target_id    text not null,
  valid        daterange not null check (not isempty(valid) and not lower_inf(valid)),
  created_at   timestamptz(3) not null default now(),
  constraint schedule_assignments_no_overlap
    exclude using gist (level with =, target_id with =, valid with &&)
);

-- Facts -------------------------------------------------------------------------------

create table punches (
  user_id         text not null references users (id),
  seq             integer not null check (seq > 0),
  id              uuid not null,
  kind            text not null check (kind in ('in', 'out', 'break_start', 'break_end', 'amend', 'void')),
  at              timestamptz(3),
  time_zone       text not null,
  offset_seconds  integer,
  local_time      timestamp(3),
  recorded_at     timestamptz(3) not null,
  claimed         boolean not null,
  actor_id        text not null references users (id),
  source          text not null check (source in ('web', 'mobile', 'kiosk', 'terminal', 'import', 'manual', 'api', 'offline')),
  target_seq      integer,
  reason          text,
  description     text,
  location        text,
  latitude        double precision check (latitude between -90 and 90),
  longitude       double precision check (longitude between -180 and 180),
  accuracy        double precision,
  branch_id       text,
  flags           text[] not null,
  idempotency_key text,
  prev_hash       bytea not null,
  hash            bytea not null,
  constraint punches_pkey primary key (user_id, seq),
  constraint punches_idempotency_key unique (user_id, idempotency_key),
  -- A mark has a time; an amendment a time, a target and a reason; a void no time.
  constraint punches_shape check (
    case kind
      when 'amend' then at is not null and target_seq is not null and reason is not null
      when 'void' then at is null and target_seq is not null and reason is not null
      else at is not null and target_seq is null
    end)
);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the table % is append-only', tg_table_name using errcode = 'TC001';
end $$;
create trigger punches_append_only before update or delete on punches
  for each row execute function refuse_change();
create trigger punches_no_truncate before truncate on punches
  for each statement execute function refuse_change();

-- One row a person: what the core needs to decide the next punch without reading
-- history. `tail` holds the open shift and the other shifts of its work date.
create table heads (
  user_id text primary key references users (id),
  seq     integer not null default 0,
  hash    bytea not null default '\x',
  last_at timestamptz(3),
  tail    jsonb not null default '[]'
) with (fillfactor = 70);

create function create_head() returns trigger language plpgsql as $$
begin
  insert into heads (user_id) values (new.id);
  return null;
end $$;
create trigger users_have_heads after insert on users for each row execute function create_head();

-- The heads that changed since the seal before, under one Merkle root, itself chained.
create table seals (
  number     integer primary key,
  sealed_at  timestamptz(3) not null,
  people     integer not null,
  root       bytea not null,
  prev_hash  bytea not null,
  hash       bytea not null
);
create table seal_leaves (
  number  integer not null references seals (number),
  user_id text not null,
  seq     integer not null,
  primary key (user_id, number)
);
create index seal_leaves_number on seal_leaves (number);
create trigger seals_append_only before update or delete on seals
  for each row execute function refuse_change();
create trigger seal_leaves_append_only before update or delete on seal_leaves
  for each row execute function refuse_change();

-- Shifts ------------------------------------------------------------------------------

create table attendance (
  user_id         text not null references users (id),
  in_seq          integer not null,
  id              uuid not null,
  work_date       date not null,
  status          text not null check (status in ('open', 'complete', 'missing_out')),
  started_at      timestamptz(3) not null,
  ended_at        timestamptz(3) check (ended_at >= started_at),
  time_zone       text not null,
  end_time_zone   text,
  branch_id       text,
  breaks          jsonb not null,
  break_seconds   integer not null,
  worked_seconds  integer not null,
  late_minutes    integer not null,
  early_minutes   integer not null,
  planned_start   timestamptz(3),
  planned_end     timestamptz(3),
  in_description  text,
  in_location     text,
  in_latitude     double precision,
  in_longitude    double precision,
  in_accuracy     double precision,
  out_seq         integer,
  out_id          uuid,
  out_description text,
  out_location    text,
  out_latitude    double precision,
  out_longitude   double precision,
  out_accuracy    double precision,
  flags           text[] not null,
  constraint attendance_pkey primary key (user_id, in_seq),
  constraint attendance_complete check ((status = 'complete') = (ended_at is not null)),
  -- Half-open: one shift may end at the instant the next one starts. A shift without an
  -- end counts as the instant of its start, which may lie in no other shift.
  constraint attendance_no_overlap exclude using gist (
    user_id with =,
    tstzrange(started_at, coalesce(ended_at, started_at), case when ended_at is null then '[]' else '[)' end) with &&
  ) deferrable initially immediate
);
create unique index attendance_one_open on attendance (user_id) where status = 'open';
create index attendance_by_start on attendance (user_id, started_at desc);

-- Days --------------------------------------------------------------------------------

create table days (
  user_id          text not null references users (id),
  work_date        date not null,
  shifts           integer not null,
  worked_seconds   integer not null,
  break_seconds    integer not null,
  regular_seconds  integer not null,
  overtime_seconds integer not null,
  late_minutes     integer not null,
  early_minutes    integer not null,
  missing_out      integer not null,
  planned_seconds  integer not null,
  constraint days_pkey primary key (user_id, work_date)
) with (fillfactor = 80);
create index days_by_date on days (work_date);

-- Totals a person and month, kept in the transaction that changes a day.
create table month_totals (
  user_id          text not null references users (id),
  month            date not null check (extract(day from month) = 1),
  days_present     integer not null,
  planned_present  integer not null,
  worked_seconds   integer not null,
  break_seconds    integer not null,
  regular_seconds  integer not null,
  overtime_seconds integer not null,
  late_count       integer not null,
  late_minutes     integer not null,
  early_count      integer not null,
  early_minutes    integer not null,
  missing_out      integer not null,
  constraint month_totals_pkey primary key (user_id, month)
) with (fillfactor = 80);
create index month_totals_by_month on month_totals (month);

-- People whose days must be derived again from a date on, because a schedule changed.
create table stale_days (
  user_id   text not null references users (id),
  from_date date not null,
  created_at timestamptz(3) not null default now(),
  primary key (user_id, from_date)
);

-- Writes that may be sent twice -------------------------------------------------------

create table idempotency_keys (
  user_id      text not null,
  key          text not null,
  request_hash bytea not null,
  status       integer,
  response     text,
  created_at   timestamptz(3) not null default now(),
  primary key (user_id, key)
);
create index idempotency_keys_created on idempotency_keys (created_at);

-- What administrators and managers did, besides punches (which are facts themselves).
create table audit_log (
  id       bigint generated always as identity primary key,
  at       timestamptz(3) not null default now(),
  actor_id text,
  action   text not null,
  target   text,
  detail   jsonb not null default '{}'
);
create trigger audit_log_append_only before update or delete on audit_log
  for each row execute function refuse_change();
