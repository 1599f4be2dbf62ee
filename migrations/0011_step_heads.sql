-- Where each person's chain of steps ends. It moves with every step, so that steps that are cut off the
-- end are missed at once, as facts are by `heads`.
create table step_heads (
  user_id text not null references users (id),
  seq     integer not null check (seq > 0),
  hash    bytea not null,
  constraint step_heads_pkey primary key (user_id)
);
insert into step_heads (user_id, seq, hash)
  select distinct on (user_id) user_id, seq, hash from steps order by user_id, seq desc;

-- A seal covers the ends of both chains.
alter table seal_leaves
  add column chain text not null default 'facts' check (chain in ('facts', 'steps')),
  drop constraint seal_leaves_pkey,
  add constraint seal_leaves_pkey primary key (user_id, chain, number);
alter table seal_leaves alter column chain drop default;
