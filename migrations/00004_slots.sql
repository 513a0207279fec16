-- +goose Up
-- One row for each slot of each job that ran, or was passed over: whoever inserts it is the one that runs it.
create table slots (
    job        text   not null,
    slot       text   not null,            -- a period's name: 2026-11-23T09:00, 2026-W48; '' when the job was first seen
    claimed_at bigint not null,
    missed     bigint not null default 0,  -- older slots that this one stands for
    skipped    text   not null default '', -- why it did not run: late
    primary key (job, slot)
);
create index slots_newest on slots (job, claimed_at, slot);
