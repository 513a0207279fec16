-- +goose Up
-- Who put a nominee on the list: the subject, or the manager whose id it is.
alter table cycle_nominees add column added_by text not null default ''; -- '' = the subject

-- Whom the manager's message about a nomination went to, and on which day by their clock.
alter table cycle_subjects add column told_to text not null default ''; -- '' = nobody yet
alter table cycle_subjects add column told_on text not null default ''; -- YYYY-MM-DD
create index cycle_subjects_told on cycle_subjects (told_to, told_on) where told_to <> '';

-- Whom a subject or their manager does not want to be asked about the subject. Only who said it ever sees it.
create table cycle_conflicts (
    cycle     text   not null references cycles (id),
    subject   text   not null,
    colleague text   not null,
    said_by   text   not null,
    said_at   bigint not null,
    primary key (cycle, subject, said_by, colleague)
);
