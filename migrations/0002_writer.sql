-- What a punch costs. See docs/decisions/0008-what-a-punch-costs.md.

-- A fact, a shift and a day belong to a person by the person's head: the statement that
-- writes them moves the head, and heads refer to users. A foreign key on each row would
-- look the same person up again, and lock their row, five times a punch.
alter table punches
  drop constraint punches_user_id_fkey,
  drop constraint punches_actor_id_fkey,
  drop constraint punches_idempotency_key;
alter table attendance drop constraint attendance_user_id_fkey;
alter table days drop constraint days_user_id_fkey;
alter table month_totals drop constraint month_totals_user_id_fkey;

create unique index punches_idempotency_key on punches (user_id, idempotency_key)
  where idempotency_key is not null;

-- The numbers of the marks of the last work date: with the facts from the first of them on, all that
-- the next punch needs. `person_version` grows with what a decision about a punch depends on.
alter table heads rename column tail to tail_marks;
alter table heads
  add column tail integer[] not null default '{}',
  add column person_version integer not null default 1;
update heads set tail = array(select (mark ->> 'seq')::integer from jsonb_array_elements(tail_marks) mark);
alter table heads drop column tail_marks;

create function grow_person_version() returns trigger language plpgsql as $$
begin
  update heads set person_version = person_version + 1 where user_id = new.id;
  return null;
end $$;
create trigger users_grow_version after update on users for each row
  when ((old.status, old.ended_on, old.department_id, old.branch_id, old.time_zone)
        is distinct from (new.status, new.ended_on, new.department_id, new.branch_id, new.time_zone))
  execute function grow_person_version();

-- No two shifts of one person share time. Half-open: one may end at the instant at which the
-- next starts. A shift without an end counts as the instant of its start. Whoever writes a
-- shift holds the person's head until the commit, so the neighbours that are seen here are all
-- that there are.
alter table attendance drop constraint attendance_no_overlap;
create function refuse_overlap() returns trigger language plpgsql as $$
declare
  found text;
begin
  -- An upsert comes by here twice, once with nothing.
  if not exists (select from written) then return null; end if;
  perform 1 from heads h where h.user_id in (select user_id from written) order by h.user_id for no key update;
  select w.user_id || ' at ' || w.started_at into found
    from written w
   where (w.ended_at is null or w.ended_at > w.started_at)
     and (exists (select 1
                    from (select p.started_at, p.ended_at from attendance p
                           where p.user_id = w.user_id and p.started_at <= w.started_at and p.in_seq <> w.in_seq
                             and (p.ended_at is null or p.ended_at > p.started_at)
                           order by p.started_at desc limit 1) before
                   where before.started_at = w.started_at or before.ended_at > w.started_at)
       or exists (select 1 from attendance p
                   where p.user_id = w.user_id and p.started_at > w.started_at and p.started_at < w.ended_at
                     and (p.ended_at is null or p.ended_at > p.started_at)))
   limit 1;
  if found is not null then
    raise exception 'two shifts of % overlap', found
      using errcode = 'exclusion_violation', constraint = 'attendance_no_overlap', table = 'attendance';
  end if;
  return null;
end $$;
create trigger attendance_no_overlap_insert after insert on attendance
  referencing new table as written for each statement execute function refuse_overlap();
create trigger attendance_no_overlap_update after update on attendance
  referencing new table as written for each statement execute function refuse_overlap();

-- What a batch was decided by must still hold when it is written: as many heads as expected have
-- moved, and the configuration is the one that was read.
create function require_current(moved bigint, expected integer, version bigint, known bigint) returns void
language plpgsql as $$
begin
  if moved <> expected or version <> known then
    raise exception 'a head moved or the configuration changed' using errcode = 'TC002';
  end if;
end $$;

-- Sessions are kept in memory by every process: what ends one, or changes what a person may do, is told to all.
create function tell_access() returns trigger language plpgsql as $$
begin
  perform pg_notify('timeclock_access', to_jsonb(old) ->> tg_argv[0]);
  return null;
end $$;
create trigger sessions_tell after update on sessions for each row
  when (old.revoked_at is distinct from new.revoked_at or old.expires_at is distinct from new.expires_at)
  execute function tell_access('user_id');
create trigger sessions_tell_removed after delete on sessions for each row execute function tell_access('user_id');
create trigger users_tell after update on users for each row
  when ((old.role, old.status, old.ended_on, old.time_zone, old.branch_id)
        is distinct from (new.role, new.status, new.ended_on, new.time_zone, new.branch_id))
  execute function tell_access('id');
