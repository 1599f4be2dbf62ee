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

-- Kiosks ------------------------------------------------------------------------------

-- A device on which people punch, paired with a branch. Its token is known to the device alone.
create table kiosks (
  id           uuid primary key,
  branch_id    text not null references branches (id),
  name         text not null,
  token_hash   bytea not null,
  paired_by    text not null references users (id),
  paired_at    timestamptz(3) not null,
  last_seen_at timestamptz(3),
  last_address text,
  revoked_at   timestamptz(3),
  revoked_by   text references users (id),
  constraint kiosks_token_hash_key unique (token_hash)
);
create index kiosks_branch on kiosks (branch_id);

-- A code is short, used once and soon over; its row goes with its use.
create table kiosk_pairings (
  code_hash  bytea primary key,
  branch_id  text not null references branches (id),
  name       text not null,
  created_by text not null references users (id),
  expires_at timestamptz(3) not null
);
create index kiosk_pairings_expiry on kiosk_pairings (expires_at);

-- What a person shows to a kiosk. The QR code holds `qr_id` and a seal that only the server can make.
create table kiosk_credentials (
  user_id    text primary key references users (id),
  pin_hash   text,
  pin_set_at timestamptz(3),
  qr_id      uuid not null,
  qr_set_at  timestamptz(3) not null,
  constraint kiosk_credentials_qr_id_key unique (qr_id)
);

-- What became of punches that waited on a kiosk without a network. A refused one is shown to managers:
-- nobody stood there to hear it.
create table kiosk_arrivals (
  kiosk_id    uuid not null references kiosks (id),
  key         text not null,
  received_at timestamptz(3) not null,
  -- As the kiosk stated them; null where what it sent could not be read.
  kind        text,
  at          timestamptz(3),
  -- Whoever the number or code belongs to; null where there is nobody.
  user_id     text references users (id),
  outcome     text not null check (outcome in ('recorded', 'refused')),
  code        text,
  message     text not null,
  handled_at  timestamptz(3),
  handled_by  text references users (id),
  primary key (kiosk_id, key)
);
create index kiosk_arrivals_refused on kiosk_arrivals (kiosk_id, received_at) where outcome = 'refused';
