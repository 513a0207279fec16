-- +goose Up
-- What somebody writes about a colleague outside a cycle is found by its giver.
create index feedback_requests_giver on feedback_requests (giver);

-- Somebody asks colleagues to write about their work, outside a cycle. What was asked is sealed under the subject's key.
create table feedback_invitations (
    id       text    not null primary key,
    subject  text    not null,
    topic    bytea   not null,
    asked_at bigint  not null,
    ends_at  bigint  not null,
    ended    boolean not null default false
);
create index feedback_invitations_subject on feedback_invitations (subject);
create index feedback_invitations_due on feedback_invitations (ends_at) where not ended;

-- Who was invited, and whether they are done. The subject is never shown the state.
create table feedback_invited (
    invitation text not null references feedback_invitations (id),
    giver      text not null,
    state      text not null default 'open', -- open, answered, declined or withdrawn
    told_on    text not null default '',     -- the day of the message that asks, where the giver is: one a day; '' before it
    primary key (invitation, giver)
);
create index feedback_invited_giver on feedback_invited (giver);
create index feedback_invited_untold on feedback_invited (giver) where told_on = '' and state = 'open';
