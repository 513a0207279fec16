-- +goose Up
-- What Home counts and what waits to be kept, read from the index alone: a row's later columns lie behind texts of up to
-- 40,000 characters.
create index wins_status on wins (person, status, occurred_on, project, competency, stages);
