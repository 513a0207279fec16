-- +goose Up
-- What somebody chose about laurel's own questions. Who has no row has the defaults.
create table coaching_settings (
    person      text    not null primary key,
    hints       boolean not null,
    followups   boolean not null,
    weekly      boolean not null,
    weekly_day  bigint  not null,            -- 0 Sunday to 6 Saturday
    weekly_at   bigint  not null,            -- minutes after midnight, by their own clock
    chosen      boolean not null,            -- they asked for the weekly question themselves
    quiet_until text    not null default '', -- YYYY-MM-DD by their own clock: nothing is asked before
    answered_at bigint  not null default 0   -- when they last pressed something on a weekly question, or turned it on
);

-- The latest showing of each kind of hint, and of which win.
create table coaching_hints (
    person   text   not null,
    kind     text   not null,
    win      text   not null,
    shown_at bigint not null,
    primary key (person, kind)
);

-- Each time it was asked whether a win held: once at each age.
create table coaching_followups (
    win         text   not null,
    days        bigint not null,            -- 30, 60 or 90
    person      text   not null,
    day         text   not null,            -- YYYY-MM-DD by their own clock: the message in which it was asked
    asked_at    bigint not null,
    answer      text   not null default '', -- held, changed, early or stop
    answered_at bigint not null default 0,
    primary key (win, days)
);
create index coaching_followups_message on coaching_followups (person, day);

-- The weekly questions that were asked.
create table coaching_weeks (
    person   text   not null,
    week     text   not null, -- 2026-W48, ISO
    asked_at bigint not null,
    primary key (person, week)
);
