-- +goose Up
-- One row for each slot of each job: whoever inserts it is the one that does the work.
create table slots (
    job        text   not null,
    slot       text   not null, -- a period's name: 2026-11-23T09:00, 2026-W48
    claimed_at bigint not null,
    primary key (job, slot)
);
create index slots_newest on slots (job, claimed_at, slot);
