-- +goose Up
-- What a giver has written and not sent, sealed under the subject's key as an answer is. No giver: the token is a
-- fingerprint under the cycle's key, as an answer's is. It goes when the answer is sent, the request declined, or the
-- stage over.
create table feedback_drafts (
    token      text   not null primary key,
    cycle      text   not null,
    subject    text   not null,
    changed_at bigint not null, -- by Slack's clock; an older change that comes later is dropped
    sealed     bytea  not null
);
create index feedback_drafts_subject on feedback_drafts (cycle, subject);
