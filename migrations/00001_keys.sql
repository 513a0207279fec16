-- +goose Up
-- Data keys, one per owner, each wrapped by the deployment's keyset. Destroying a row makes what it sealed unreadable.
create table data_keys (
    owner      text   not null primary key, -- person:U… or cycle:…; never the giver of an answer
    id         text   not null,             -- random; bound into the wrapping
    wrapped    bytea  not null,
    created_at bigint not null
);
