-- +goose Up
-- What came in from Slack: stored before it is acknowledged, then worked on, each once.
create table inbox (
    id          text   not null primary key,
    key         text   not null unique,            -- names the delivery: the same one comes up to four times
    kind        text   not null,
    payload     bytea  not null,                   -- sealed; emptied when done
    state       text   not null default 'pending', -- pending, done, dead
    attempt     bigint not null default 0,         -- also the fence: a worker whose attempt is past writes nothing
    run_at      bigint not null,                   -- not before, by the application's clock
    lease_until bigint not null default 0,         -- somebody has it until then, by the lease clock
    put_at      bigint not null,
    done_at     bigint not null default 0          -- also for dead
);
create index inbox_pending on inbox (run_at, id) where state = 'pending';
create index inbox_dead on inbox (id) where state = 'dead';

-- Commands, clicks and forms that were carried out.
create table inbox_keys (
    key text   not null primary key, -- a hash: who sent a form, and when, must not be read from here
    at  bigint not null              -- cut to the hour
);
