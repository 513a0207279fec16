-- +goose Up
-- When laurel looks at a request by itself next: an open one, to tell its giver of it; one that was declined or taken back,
-- to ask somebody in their place. 0 = never. It says nothing of when anything was answered.
alter table feedback_requests add column look_at bigint not null default 0;
alter table feedback_requests add column told_on text not null default '';            -- the first message's day: YYYY-MM-DD by the giver's clock
alter table feedback_requests add column quiet_until bigint not null default 0;       -- the giver said: later
alter table feedback_requests add column replaced boolean not null default false;     -- somebody was asked in the giver's place
create index feedback_requests_look on feedback_requests (look_at) where look_at > 0;

-- Which requests the message shows that a giver got on a day: one message a day at most.
create table feedback_told (
    giver   text    not null,
    day     text    not null, -- YYYY-MM-DD by the giver's clock
    request text    not null,
    asks    boolean not null, -- it is new in this message; else the message reminds of it
    primary key (giver, day, request)
);
