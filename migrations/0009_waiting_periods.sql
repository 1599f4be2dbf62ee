-- The periods that wait for approval are counted once a minute by everybody who may approve.
create index person_periods_waiting on person_periods (user_id) where state = 'confirmed';
