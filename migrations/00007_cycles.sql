-- +goose Up
-- Review cycles: who is reviewed in which, and how far each has come.
create table cycles (
    id            text   not null primary key,
    name          text   not null,
    name_folded   text   not null, -- the name as it is compared
    template      text   not null,
    stage         text   not null,
    state         text   not null default 'open', -- open, closed or cancelled
    opened_by     text   not null,
    opened_at     bigint not null,
    stage_ends_at bigint not null,
    ended_at      bigint not null default 0,
    timezone      text   not null,
    period_from   text   not null,           -- the first day whose wins count
    period_until  text   not null default '' -- the last one; set when the colleagues' stage ends
);
create unique index cycles_name on cycles (name_folded);
create index cycles_due on cycles (stage_ends_at) where state = 'open';

create table cycle_subjects (
    cycle      text    not null references cycles (id),
    subject    text    not null,
    packet_due boolean not null default false, -- the stage ended, and no packet is compiled yet
    packet_for text    not null default '',    -- the manager for whom it was compiled last; '' before the first
    primary key (cycle, subject)
);
create index cycle_subjects_due on cycle_subjects (cycle, subject) where packet_due;
create index cycle_subjects_person on cycle_subjects (subject);

-- Cycles that open by themselves.
create table cycle_schedules (
    id        text   not null primary key,
    template  text   not null,
    name      text   not null, -- pattern: {date} {year} {half} {quarter} {month}
    cron      text   not null,
    timezone  text   not null,
    subjects  text   not null default '', -- JSON list; null or '' means everybody the template is for
    added_by  text   not null,
    added_at  bigint not null,
    last_slot text   not null default '' -- the local time of the slot that was opened last
);
