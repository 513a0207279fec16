-- +goose Up
-- Who learns what about an answer: confidential (pooled, no names), named (the subject and the manager see who wrote it),
-- or manager_only. A round has one mode for colleagues (mode) and one for people who report to the subject; a request gets
-- its own when it is asked, and its answer keeps it. None is ever changed.
alter table feedback_rounds add column upward_mode text not null default 'confidential';
alter table feedback_requests add column mode text not null default 'confidential';
alter table feedback_answers add column mode text not null default 'confidential';
