-- +goose Up
-- What people have set out to do, and how it will show.
create table goals (
    id            text    not null primary key,
    person        text    not null,
    objective     text    not null,
    category      text    not null,            -- automation, deployment, scalability, reliability, quality or other
    measure       text    not null,
    baseline      text    not null default '', -- '' = not measured yet
    target        text    not null,
    deadline      text    not null,            -- YYYY-MM-DD by the owner's clock
    serves        text    not null default '', -- the team objective, '' = none
    state         text    not null default 'open', -- open, done or dropped
    remind        boolean not null default true,
    reminded_for  text    not null default '', -- the deadline that they were reminded of last
    reminded_days bigint  not null default 0,  -- and how many days before it
    reminded_on   text    not null default '', -- and on which day: with the owner it names the message
    version       bigint  not null default 1,
    created_at    bigint  not null,
    changed_at    bigint  not null
);
create index goals_person on goals (person, deadline);
create index goals_due on goals (deadline) where state = 'open';

-- How a goal is coming on, in its owner's words. Notes are added and never changed.
create table goal_notes (
    goal     text   not null references goals (id),
    n        bigint not null,
    text     text   not null,
    added_at bigint not null,
    primary key (goal, n)
);

-- The wins that show it.
create table goal_wins (
    goal text not null references goals (id),
    win  text not null,
    primary key (goal, win)
);

-- What a goal said before each change.
create table goal_history (
    goal      text   not null references goals (id),
    version   bigint not null, -- the goal's version that this was
    objective text   not null,
    category  text   not null,
    measure   text   not null,
    baseline  text   not null,
    target    text   not null,
    deadline  text   not null,
    serves    text   not null,
    state     text   not null,
    until_at  bigint not null, -- when it was replaced
    primary key (goal, version)
);

-- Whether somebody wants to be reminded of goals at all.
alter table coaching_settings add column goals boolean not null default true;
