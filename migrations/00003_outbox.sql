-- +goose Up
-- Each message that leaves, or left, written in the transaction that caused it.
create table outbox (
    id           text    not null primary key,       -- UUIDv7: within a channel and a run_at, the order of sending
    kind         text    not null,
    recipient    text    not null,
    object       text    not null,
    period       text    not null,
    channel      text    not null,                   -- where to: a person or a channel
    original     text    not null default '',        -- the id of the message that this one replaces
    marker       text    not null,                   -- random; travels in the message, so that it can be found again
    body         bytea   not null,                   -- sealed; emptied when done
    state        text    not null default 'pending', -- waiting, pending, claimed, held; then sent, dead or cancelled
    run_at       bigint  not null,                   -- when it was meant to leave
    retry_at     bigint  not null default 0,         -- not again before
    attempt      bigint  not null default 0,         -- how often sending was begun, without refusals by a rate limit
    fence        bigint  not null default 0,         -- counts claims: a worker whose claim is past writes nothing
    lease_until  bigint  not null default 0,         -- in flight until then, by the lease clock
    looks        bigint  not null default 0,         -- failed looks since it is held
    absent_at    bigint  not null default 0,         -- the first look that did not find it
    unwanted     boolean not null default false,     -- cancelled while in flight: not to be sent again
    reason       text    not null default '',        -- a code: why it is dead or cancelled
    sent_channel text    not null default '',
    sent_ts      text    not null default '',
    added_at     bigint  not null,
    done_at      bigint  not null default 0,         -- sent, dead or cancelled
    unique (kind, recipient, object, period)
);
create index outbox_due on outbox (run_at, id) where done_at = 0;
create index outbox_channel on outbox (channel, run_at, id) where done_at = 0;
create index outbox_in_flight on outbox (channel) where lease_until > 0;
create index outbox_original on outbox (original) where original <> '';
create index outbox_dead on outbox (done_at, id) where state = 'dead';

-- What all replicas together may still do, and when. Claims stand in line for the rows of the three methods.
create table outbox_limits (
    scope        text   not null primary key, -- post, update, find, or channel:C…
    next_at      bigint not null default 0,   -- a channel: not before; a method: when its budget is used up to (GCRA)
    closed_until bigint not null default 0    -- Slack said Retry-After
);
insert into outbox_limits (scope) values ('find'), ('post'), ('update');
