-- +goose Up
-- How each cycle asks; fixed when it starts.
create table feedback_rounds (
    cycle      text   not null primary key,
    name       text   not null,
    mode       text   not null,
    threshold  bigint not null,
    min_length bigint not null,
    max_length bigint not null,
    questions  text   not null, -- JSON: function -> questions
    due_at     bigint not null
);

-- Who is asked about whom. This is the identity map: it says who was asked and whether they are done, and no row of it
-- names an answer.
create table feedback_requests (
    id        text   not null primary key,
    cycle     text   not null,
    subject   text   not null,
    giver     text   not null,
    function  text   not null,
    state     text   not null default 'open',
    due_at    bigint not null,
    asked_at  bigint not null,
    reason    bytea  not null default '' -- why it was declined, sealed under the cycle's key
);
create unique index feedback_requests_once on feedback_requests (cycle, subject, giver);
create index feedback_requests_waiting on feedback_requests (giver, due_at) where state = 'open';
create index feedback_requests_asked on feedback_requests (cycle, giver);

-- Answers, each sealed under its subject's key. No giver, no time, and a random id: no column joins an answer to its giver
-- but the token, a fingerprint under the cycle's key, and it ends with that key.
-- Until the stage ends, whoever holds the database can join them all the same: an answer is written together with its
-- request (one xmin in Postgres, the order of rowids in SQLite). When the stage ends, the rows of a subject are written
-- anew at once, in the order of the ids. Backups, the write-ahead log and space that is not used again yet keep the old
-- rows until they go.
create table feedback_answers (
    id      text  not null primary key,
    cycle   text  not null,
    subject text  not null,
    token   text  not null,
    sealed  bytea not null
);
create unique index feedback_answers_token on feedback_answers (token);
create index feedback_answers_pool on feedback_answers (cycle, subject);

-- What may be released about a subject: nothing before the stage ended, then this snapshot, for ever the same.
create table feedback_pools (
    cycle     text   not null,
    subject   text   not null,
    mode      text   not null,
    sealed_at bigint not null default 0,
    snapshot  bytea  not null default '',
    primary key (cycle, subject)
);
