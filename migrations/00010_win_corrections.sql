-- +goose Up
-- What the owner said about a win beside its text: where its number was seen, and what was read wrongly in it.
alter table wins add column held text not null default '';             -- offline, shadow, canary, ab or live
alter table wins add column corrections text not null default '{}';    -- JSON
alter table win_history add column held text not null default '';
alter table win_history add column corrections text not null default '{}';
