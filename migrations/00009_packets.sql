-- +goose Up
-- Packets as compiled for a manager, each version sealed under its subject's key.
create table packets (
    id          text   not null primary key,
    cycle       text   not null,
    subject     text   not null,
    viewer      text   not null, -- the manager it was compiled for; nobody else reads it
    version     bigint not null,
    compiled_at bigint not null,
    sealed      bytea  not null
);
create unique index packets_version on packets (cycle, subject, viewer, version);
create index packets_viewer on packets (viewer, subject, compiled_at);
