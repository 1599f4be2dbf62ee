-- Policies: the rules that hours are derived by, as dated data.

create table policies (
  id         text primary key,
  name       text not null,
  ended_on   date,
  created_at timestamptz(3) not null default now()
);
create unique index policies_name_key on policies (lower(name)) where ended_on is null;

-- `rules` is a whole policy, as src/core/policy.ts has it. A version never changes: other rules are
-- another version, from a date on.
create table policy_versions (
  id         text primary key,
  policy_id  text not null references policies (id),
  valid      daterange not null check (not isempty(valid) and not lower_inf(valid)),
  rules      jsonb not null,
  created_at timestamptz(3) not null default now(),
  constraint policy_versions_no_overlap exclude using gist (policy_id with =, valid with &&)
);

-- The narrowest assignment wins: person, then department, branch, company. Two of the
-- same level may not overlap in time.
create table policy_assignments (
  id         text primary key,
  policy_id  text not null references policies (id),
  level      text not null check (level in ('company', 'branch', 'department', 'user')),
  target_id  text not null,
  valid      daterange not null check (not isempty(valid) and not lower_inf(valid)),
  created_at timestamptz(3) not null default now(),
  constraint policy_assignments_no_overlap
    exclude using gist (level with =, target_id with =, valid with &&)
);
create index policy_assignments_policy on policy_assignments (policy_id);

-- What a policy makes of a day. Payable is regular, overtime and double; night, holiday and rest-day
-- seconds lie within it. Without a policy, payable is what was worked.
alter table days
  add column payable_seconds integer not null default 0,
  add column double_seconds integer not null default 0,
  add column night_seconds integer not null default 0,
  add column holiday_seconds integer not null default 0,
  add column rest_day_seconds integer not null default 0,
  add column rounding_seconds integer not null default 0,
  add column deducted_seconds integer not null default 0,
  add column paid_break_seconds integer not null default 0,
  add column findings jsonb not null default '[]',
  add column policy_version_id text;
update days set payable_seconds = worked_seconds;

alter table month_totals
  add column payable_seconds integer not null default 0,
  add column double_seconds integer not null default 0,
  add column night_seconds integer not null default 0,
  add column holiday_seconds integer not null default 0,
  add column rest_day_seconds integer not null default 0,
  add column deducted_seconds integer not null default 0;
update month_totals set payable_seconds = worked_seconds;
