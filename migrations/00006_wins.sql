-- +goose Up
-- What people did, in their words, and what was read out of it.
create table wins (
    id           text    not null primary key,
    person       text    not null,               -- whose win it is
    text         text    not null,
    folded       text    not null,               -- the text as it is searched and compared
    win          text    not null,
    impact       text    not null default '',
    metrics      text    not null default '[]',  -- JSON
    stages       text    not null default '[]',  -- JSON
    competency   text    not null default '',
    competencies text    not null default '[]',  -- JSON
    kind         text    not null default '',
    missing      text    not null default '[]',  -- JSON
    project      text    not null default '',
    source       text    not null,
    occurred_on  text    not null,               -- YYYY-MM-DD
    visibility   text    not null,
    status       text    not null,               -- kept, pending or removed
    touched      boolean not null default false, -- the owner has edited, removed, kept or restored it
    version      bigint  not null default 1,
    channel      text    not null default '',    -- the message it was made from, if any
    ts           text    not null default '',
    channel_name text    not null default '',
    permalink    text    not null default '',
    created_at   bigint  not null,
    changed_at   bigint  not null
);
create index wins_person on wins (person, occurred_on);
create index wins_added on wins (person, created_at);
create index wins_day on wins (occurred_on);
create index wins_project on wins (project, person, occurred_on)
    where project <> '' and status = 'kept' and visibility <> 'private';
-- A message is at most one win of a person.
create unique index wins_message on wins (person, channel, ts) where ts <> '';

create table win_links (
    win text   not null references wins (id),
    n   bigint not null, -- place in the text
    url text   not null,
    primary key (win, n)
);

create table win_contributors (
    win    text   not null references wins (id),
    n      bigint not null, -- place in the text
    person text   not null,
    primary key (win, n)
);
create index win_contributors_person on win_contributors (person);

-- Reactions that mark a message as a win, also those taken back: events come in any order, and the newest counts.
-- They belong to the message, not to a win, because taking back may arrive before there is one.
create table win_witnesses (
    channel  text    not null,
    ts       text    not null,
    witness  text    not null,
    emoji    text    not null,
    author   text    not null default '', -- of the message; '' while only a taking back told of it
    gone     boolean not null,
    event_at bigint  not null,            -- when it happened, by Slack's clock
    primary key (channel, ts, witness, emoji)
);
create index win_witnesses_witness on win_witnesses (witness);

-- What a win said before each edit.
create table win_history (
    win         text   not null references wins (id),
    version     bigint not null, -- the win's version that this was
    text        text   not null,
    win_part    text   not null,
    impact      text   not null,
    occurred_on text   not null,
    visibility  text   not null,
    until_at    bigint not null, -- when it was replaced
    primary key (win, version)
);
