-- +goose Up
-- Templates that an admin added. One of a built-in template's id stands in its place.
create table templates (
    id       text   not null primary key,
    text     text   not null, -- YAML
    added_by text   not null default '',
    added_at bigint not null
);
