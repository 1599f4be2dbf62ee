-- What people say and decide about hours: corrections that are asked for, exceptions that are
-- explained and accepted, periods that are confirmed, approved and locked.

-- `correction_consent`: whether a manager's correction waits until the employee agrees.
-- `own_approval`: who may decide about their own hours.
-- `editable_days`, `grace_days`: days close by themselves, by age or some days after their period.
alter table company
  add column correction_consent text not null default 'none' check (correction_consent in ('none', 'both')),
  add column own_approval text not null default 'administrators'
    check (own_approval in ('nobody', 'administrators', 'everyone')),
  add column editable_days integer check (editable_days between 0 and 3660),
  add column grace_days integer check (grace_days between 0 and 3660),
  add constraint company_one_closing_rule check (editable_days is null or grace_days is null);

-- Every step that a person takes about hours: append-only, numbered without gaps and chained by
-- hash for each person whose hours they are, like the facts.
create table steps (
  user_id    text not null references users (id),
  seq        integer not null check (seq > 0),
  subject    text not null check (subject in ('correction', 'exception', 'period')),
  subject_id text not null,
  action     text not null,
  at         timestamptz(3) not null,
  actor_id   text not null references users (id),
  comment    text,
  content    jsonb not null,
  prev_hash  bytea not null,
  hash       bytea not null,
  constraint steps_pkey primary key (user_id, seq)
);
create index steps_by_subject on steps (user_id, subject, subject_id);
create trigger steps_append_only before update or delete on steps
  for each row execute function refuse_change();
create trigger steps_no_truncate before truncate on steps
  for each statement execute function refuse_change();

-- Corrections and where they stand. `basis` has the records that the changes touch, as they were
-- when it was asked for: [{"id", "version"}]. `fact_seqs` are the facts that it became.
create table corrections (
  id         text primary key,
  user_id    text not null references users (id),
  state      text not null check (state in ('requested', 'proposed', 'approved', 'refused', 'withdrawn')),
  work_date  date not null,
  reason     text not null,
  changes    jsonb not null,
  basis      jsonb not null,
  asked_by   text not null references users (id),
  asked_at   timestamptz(3) not null,
  decided_by text references users (id),
  decided_at timestamptz(3),
  comment    text,
  fact_seqs  integer[] not null default '{}',
  constraint corrections_decided check ((state in ('requested', 'proposed')) = (decided_at is null))
);
create index corrections_by_person on corrections (user_id, asked_at desc);
create index corrections_waiting on corrections (asked_at) where state in ('requested', 'proposed');

-- What was said about an exception; the exception itself is derived. `minutes` is what was accepted.
create table exception_states (
  user_id      text not null references users (id),
  work_date    date not null,
  code         text not null,
  key          text not null,
  state        text not null check (state in ('open', 'explained', 'accepted')),
  explanation  text,
  explained_at timestamptz(3),
  comment      text,
  settled_by   text references users (id),
  settled_at   timestamptz(3),
  minutes      integer not null,
  constraint exception_states_pkey primary key (user_id, work_date, code, key)
);

-- Punches that were refused and tell of a mistake all the same: one row a day, kind and reason.
create table refused_punches (
  user_id     text not null references users (id),
  work_date   date not null,
  code        text not null check (code in ('missing_in', 'overlap_refused')),
  kind        text not null check (kind in ('in', 'out', 'break_start', 'break_end')),
  at          timestamptz(3) not null,
  recorded_at timestamptz(3) not null,
  source      text not null,
  actor_id    text not null references users (id),
  times       integer not null default 1,
  constraint refused_punches_pkey primary key (user_id, work_date, code, kind)
);
create index refused_punches_by_date on refused_punches (work_date);

-- Facts that are kept and not counted: until somebody with the right to do so admits them.
create index punches_held on punches (user_id, seq) where flags && array['period_locked', 'offline_conflict'];
-- What an exception is derived from, by date.
create index attendance_exceptions on attendance (work_date, user_id)
  where late_minutes > 0 or early_minutes > 0 or status = 'missing_out' or flags <> '{}';

-- How the company's periods are cut, from a date on. Without a row: by calendar month.
create table period_rules (
  from_date  date primary key,
  length     text not null check (length in ('weekly', 'two_weekly', 'half_monthly', 'monthly')),
  anchor     date not null,
  created_at timestamptz(3) not null default now()
);

-- A person's period once somebody did something with it; until then it is open. `totals_hash` is of
-- the day totals that were confirmed, approved or locked last, `rows_hash` of all shifts and days
-- of a locked period: they stay as they are, whatever schedules and policies become.
create table person_periods (
  user_id     text not null references users (id),
  from_date   date not null,
  to_date     date not null check (to_date >= from_date),
  state       text not null check (state in ('open', 'confirmed', 'approved', 'locked', 'reopened')),
  totals_hash bytea,
  rows_hash   bytea,
  changed_by  text not null references users (id),
  changed_at  timestamptz(3) not null,
  comment     text,
  constraint person_periods_pkey primary key (user_id, from_date),
  constraint person_periods_no_overlap
    exclude using gist (user_id with =, daterange(from_date, to_date, '[]') with &&),
  constraint person_periods_locked check ((state = 'locked') = (rows_hash is not null))
);
create index person_periods_by_date on person_periods (from_date, state);

-- What was exported, day by day: never changed, so that what differs later can be shown.
create table period_exports (
  id        text primary key,
  from_date date not null,
  to_date   date not null,
  at        timestamptz(3) not null,
  actor_id  text not null references users (id),
  people    integer not null,
  hash      bytea not null
);
create index period_exports_by_period on period_exports (from_date, at);
create table period_export_days (
  export_id text not null references period_exports (id),
  user_id   text not null references users (id),
  work_date date not null,
  totals    jsonb not null,
  constraint period_export_days_pkey primary key (user_id, work_date, export_id)
);
create index period_export_days_by_export on period_export_days (export_id);
create table period_export_people (
  export_id text not null references period_exports (id),
  user_id   text not null references users (id),
  constraint period_export_people_pkey primary key (export_id, user_id)
);
create trigger period_exports_append_only before update or delete on period_exports
  for each row execute function refuse_change();
create trigger period_export_days_append_only before update or delete on period_export_days
  for each row execute function refuse_change();
create trigger period_export_people_append_only before update or delete on period_export_people
  for each row execute function refuse_change();
