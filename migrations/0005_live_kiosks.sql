-- Live messages: who may see whom and who is expected when may change in any process; the boards of all
-- of them look again. These changes are rare, so a NOTIFY in their transaction costs nothing that counts.
create function notify_configuration() returns trigger language plpgsql as $$
begin
  perform pg_notify('timeclock_configuration', tg_table_name);
  return null;
end $$;
create trigger company_notifies after update on company
  for each statement execute function notify_configuration();
create trigger users_notify after insert or delete or update of
    role, status, department_id, branch_id, ended_on, first_name, last_name, time_zone on users
  for each statement execute function notify_configuration();
create trigger department_managers_notify after insert or delete or update on department_managers
  for each statement execute function notify_configuration();
create trigger branch_managers_notify after insert or delete or update on branch_managers
  for each statement execute function notify_configuration();
