-- +goose Up
-- What was done to a cycle: who, what, when and why. Rows are only ever added. No row names a giver.
create table cycle_events (
    id      text   not null primary key, -- ids sort by time
    cycle   text   not null references cycles (id),
    at      bigint not null,
    actor   text   not null default '', -- slack id; 'clock' = its time had come; '' = the command line
    kind    text   not null,
    subject text   not null default '', -- whom it was about; '' = all in the cycle
    was     text   not null default '', -- a stage, a person's id or a time, by kind
    becomes text   not null default '',
    from_on text   not null default '', -- YYYY-MM-DD: the day from which it holds
    reason  text   not null default ''
);
create index cycle_events_cycle on cycle_events (cycle, id);
