-- What administrators keep: where branches lie, who may register, the log that can be searched, and checks of the
-- integrity that run in the background.

create extension if not exists pg_trgm;

-- A circle around the branch, and whether a punch is to say where it was made.
alter table branches
  add column latitude double precision check (latitude between -90 and 90),
  add column longitude double precision check (longitude between -180 and 180),
  add column radius_meters integer check (radius_meters between 10 and 100000),
  add column location_wish text not null default 'never' check (location_wish in ('never', 'ask', 'require')),
  add constraint branches_whole_fence check (num_nulls(latitude, longitude, radius_meters) in (0, 3));

-- Null: as the settings of the start say.
alter table company
  add column registration text check (registration in ('open', 'approval', 'closed'));

-- An ended calendar takes no new assignments, and leaves its name to another.
alter table holiday_calendars add column ended_on date;
drop index holiday_calendars_name_key;
create unique index holiday_calendars_name_key on holiday_calendars (lower(name)) where ended_on is null;

-- The log: by who, what, about whom and when, and by any part of its text.
create index audit_log_at on audit_log (at, id);
create index audit_log_actor on audit_log (actor_id, id);
create index audit_log_action on audit_log (action, id);
create index audit_log_target on audit_log (target, id);
create index audit_log_text on audit_log
  using gin ((lower(action || ' ' || coalesce(target, '') || ' ' || detail::text)) gin_trgm_ops);

-- Checks of the integrity: at most one runs. Whoever runs it says so again and again (`seen_at`); one that has not
-- for a while is over.
create table integrity_checks (
  id          uuid primary key,
  state       text not null check (state in ('running', 'done', 'failed', 'interrupted')),
  started_by  text not null references users (id),
  started_at  timestamptz(3) not null,
  seen_at     timestamptz(3) not null default now(),
  finished_at timestamptz(3),
  people_done integer not null default 0,
  people      integer,
  facts       bigint,
  seals       integer,
  findings    jsonb not null default '[]',
  constraint integrity_checks_finished check ((state = 'running') = (finished_at is null))
);
create unique index integrity_checks_one_running on integrity_checks ((true)) where state = 'running';
create index integrity_checks_started on integrity_checks (started_at desc, id);
