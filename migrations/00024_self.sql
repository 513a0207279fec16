-- +goose Up
-- What the subjects of a cycle write about their own work, sealed under their own keys: the draft as it is typed, and
-- what was sent.
create table self_assessments (
    id          text   not null primary key,
    cycle       text   not null references cycles (id),
    subject     text   not null,
    told_at     bigint not null default 0,  -- when the message that asks was queued
    reminded_at bigint not null default 0,  -- on the last day
    over_at     bigint not null default 0,  -- when that message was changed because the stage had ended
    draft       bytea  not null default '', -- '' = none
    draft_ts    text   not null default '', -- of the latest change, by Slack's clock: events come in any order
    sealed      bytea  not null default '', -- '' = not sent yet
    sent_at     bigint not null default 0,
    unique (cycle, subject)
);
create index self_assessments_told on self_assessments (cycle) where told_at > 0 and over_at = 0;
