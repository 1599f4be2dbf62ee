-- Schedules, whole: shift definitions, patterns of any length, holidays, days off, overrides,
-- swaps, and where a person belonged on which date.

-- Shifts that schedules and overrides share -------------------------------------------

-- A planned shift by its name ("Early"). `starts` and `ends` are wall times 'HH:MM'; an end that is
-- not after its start lies on the next day. `breaks` holds
-- {"start": "HH:MM", "end": "HH:MM", "paid": boolean} or {"minutes": n, "paid": boolean}.
create table shift_definitions (
  id                    text primary key,
  name                  text not null,
  starts                text not null,
  ends                  text not null,
  breaks                jsonb not null default '[]',
  grace_in_minutes      integer not null default 0 check (grace_in_minutes between 0 and 720),
  grace_out_minutes     integer not null default 0 check (grace_out_minutes between 0 and 720),
  window_before_minutes integer not null default 240 check (window_before_minutes between 0 and 720),
  window_after_minutes  integer not null default 240 check (window_after_minutes between 0 and 720),
  ended_on              date,
  created_at            timestamptz(3) not null default now()
);
create unique index shift_definitions_name_key on shift_definitions (lower(name)) where ended_on is null;

-- Holidays ----------------------------------------------------------------------------

-- The public holidays of a country and region, and the company's own. They are written out as rows,
-- so that a derivation never depends on the version of a library.
create table holiday_calendars (
  id         text primary key,
  name       text not null,
  country    text,
  region     text,
  created_at timestamptz(3) not null default now(),
  constraint holiday_calendars_region check (region is null or country is not null)
);
create unique index holiday_calendars_name_key on holiday_calendars (lower(name));

-- The years whose public holidays are written out.
create table holiday_years (
  calendar_id text not null references holiday_calendars (id),
  year        integer not null check (year between 1900 and 2200),
  primary key (calendar_id, year)
);

create table holidays (
  calendar_id text not null references holiday_calendars (id),
  date        date not null,
  name        text not null,
  source      text not null check (source in ('library', 'company')),
  primary key (calendar_id, date, name)
);

create table holiday_assignments (
  id          text primary key,
  calendar_id text not null references holiday_calendars (id),
  level       text not null check (level in ('company', 'branch')),
  target_id   text not null,
  valid       daterange not null check (not isempty(valid) and not lower_inf(valid)),
  created_at  timestamptz(3) not null default now(),
  constraint holiday_assignments_no_overlap
    exclude using gist (level with =, target_id with =, valid with &&)
);

-- Patterns ----------------------------------------------------------------------------

-- A weekly schedule is a pattern of 7 days whose first is a Monday; its elements carry `weekday`.
-- Any other has an anchor, the date of its day 1, and its elements carry `day`, from 1 on. An
-- element may name a shift definition ("definitionId") instead of its times.
alter table schedules
  add column cycle_days integer not null default 7 check (cycle_days between 1 and 366),
  add column anchor date,
  add column works_on_holidays boolean not null default false,
  add column holiday_calendar_id text references holiday_calendars (id),
  add constraint schedules_anchor check ((cycle_days = 7) = (anchor is null));

-- Single days -------------------------------------------------------------------------

-- Two people who take each other's shifts. The overrides that it made carry its id.
create table schedule_swaps (
  id           text primary key,
  user_id      text not null references users (id),
  date         date not null,
  other_id     text not null references users (id),
  other_date   date not null,
  reason       text,
  actor_id     text not null references users (id),
  created_at   timestamptz(3) not null default now(),
  cancelled_at timestamptz(3),
  constraint schedule_swaps_two_people check (user_id <> other_id)
);

-- What replaces (`replace`), removes (`off`) or adds to (`extra`) the plan of one person and date.
-- `shifts` has elements as a schedule's, without a day.
create table schedule_overrides (
  id         text primary key,
  user_id    text not null references users (id),
  date       date not null,
  kind       text not null check (kind in ('replace', 'off', 'extra')),
  shifts     jsonb not null default '[]',
  swap_id    text references schedule_swaps (id),
  reason     text,
  actor_id   text not null references users (id),
  created_at timestamptz(3) not null default now(),
  constraint schedule_overrides_shape check ((kind = 'off') = (shifts = '[]'))
);
create unique index schedule_overrides_one_a_day on schedule_overrides (user_id, date) where kind <> 'extra';
create index schedule_overrides_by_day on schedule_overrides (user_id, date);
create index schedule_overrides_swap on schedule_overrides (swap_id) where swap_id is not null;

-- Vacation, sickness and the like. A half day is of one date. `slots` counts half days, so that the
-- database refuses two entries for one half, and takes a morning and an afternoon.
create table days_off (
  id         text primary key,
  user_id    text not null references users (id),
  kind       text not null check (kind in ('vacation', 'sickness', 'other')),
  valid      daterange not null check (not isempty(valid) and not lower_inf(valid) and not upper_inf(valid)),
  portion    text not null default 'whole' check (portion in ('whole', 'first_half', 'second_half')),
  note       text,
  actor_id   text not null references users (id),
  created_at timestamptz(3) not null default now(),
  slots      int4range not null generated always as (int4range(
    (lower(valid) - date '2000-01-01') * 2 + (portion = 'second_half')::int,
    (upper(valid) - date '2000-01-01') * 2 - (portion = 'first_half')::int)) stored,
  constraint days_off_half_of_one_day check (portion = 'whole' or upper(valid) - lower(valid) = 1),
  constraint days_off_no_overlap exclude using gist (user_id with =, slots with &&)
);

-- Where a person belonged -------------------------------------------------------------

-- Department, branch and zone of each person by date, without gaps: the first row has no lower end,
-- the last no upper one. `users` holds the present ones.
create table memberships (
  user_id       text not null references users (id),
  valid         daterange not null check (not isempty(valid)),
  department_id text references departments (id),
  branch_id     text references branches (id),
  time_zone     text,
  constraint memberships_no_overlap exclude using gist (user_id with =, valid with &&)
);
create index memberships_department on memberships (department_id);
create index memberships_branch on memberships (branch_id);
-- The few who moved are read with the schedules.
create index memberships_moved on memberships (user_id) where not (lower_inf(valid) and upper_inf(valid));

insert into memberships (user_id, valid, department_id, branch_id, time_zone)
  select id, daterange(null, null), department_id, branch_id, time_zone from users;

create function create_membership() returns trigger language plpgsql as $$
begin
  insert into memberships (user_id, valid, department_id, branch_id, time_zone)
    values (new.id, daterange(null, null), new.department_id, new.branch_id, new.time_zone);
  return null;
end $$;
create trigger users_have_memberships after insert on users for each row execute function create_membership();

-- Deriving again ----------------------------------------------------------------------

-- Corrections by what they correct: few, and asked for when a part of a history is derived again.
create index punches_corrections on punches (user_id, target_seq) where target_seq is not null;

-- A number from which on a person's facts hold everything that is stated at or after an instant. Facts
-- are numbered as they are recorded, and none is stated more than minutes ahead of its recording; the
-- day of slack is for a clock that was set back. A few look-ups, however long the history is.
create function first_seq_since(person text, since timestamptz) returns integer
  language plpgsql stable parallel safe as $$
declare
  low integer := 1;
  high integer;
  middle integer;
  found_at timestamptz;
begin
  select h.seq + 1 into high from heads h where h.user_id = person;
  while low < high loop
    middle := (low + high) / 2;
    select p.recorded_at into found_at from punches p where p.user_id = person and p.seq = middle;
    if found_at < since - interval '1 day' then low := middle + 1; else high := middle; end if;
  end loop;
  return low;
end $$;
